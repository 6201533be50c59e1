package dev.hotshard.event;

/**
 * Why a record became a dead letter, in order of precedence: a record with several faults bears the first.
 */
public enum Reason {
    /** No value at all, as in a Kafka tombstone. */
    NULL_VALUE,
    /** The value, or the whole record as it would be written, is above the limit. */
    TOO_LARGE,
    /** Not strictly UTF-8: overlong forms, surrogates and code points beyond U+10FFFF are invalid. */
    INVALID_UTF8,
    /** Not one JSON text by RFC 8259. */
    MALFORMED_JSON,
    /** JSON, but no object. */
    NOT_AN_OBJECT,
    /** Nested deeper than {@link EventScanner#MAX_DEPTH}, as it came or with what the rewrite adds. */
    TOO_DEEP,
    /** A member that decides where the event goes occurs twice, so that two readers would disagree. */
    DUPLICATE_FIELD,
    /** Needs a rewrite, but already bears a name that the rewrite adds. */
    RESERVED_PROPERTY,
    /** Fits as it came, but not with what the rewrite adds. */
    TOO_LARGE_REWRITTEN
}
