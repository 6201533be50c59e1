package dev.hotshard.connect.kafka;

import java.util.List;

/** The brokers deny the client a permission. The message names it and the command that grants it. */
final class MissingPermissionException extends TopicSetupException {

    private static final long serialVersionUID = 1L;

    MissingPermissionException(Permission permission, String servers) {
        super(List.of(permission.refusal(servers)));
    }
}
