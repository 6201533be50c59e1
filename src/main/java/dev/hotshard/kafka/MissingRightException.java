package dev.hotshard.kafka;

import java.util.List;

/** The brokers do not allow what was asked of them. */
final class MissingRightException extends WrongTopicsException {

    private static final long serialVersionUID = 1L;

    MissingRightException(Right right, String servers) {
        super(List.of(right.refusal(servers)));
    }
}
