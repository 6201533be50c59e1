package dev.hotshard.connect.kafka;

import java.util.List;

/** The brokers do not allow the client an operation. */
final class MissingPermissionException extends TopicSetupException {

    private static final long serialVersionUID = 1L;

    MissingPermissionException(Permission right, String servers) {
        super(List.of(right.refusal(servers)));
    }
}
