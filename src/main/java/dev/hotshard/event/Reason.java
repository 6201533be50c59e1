package dev.hotshard.event;

/**
 * The reasons for dead letters, in order of precedence: a record with several faults gets the first.
 */
public enum Reason {
    /** The record has no value, as a Kafka tombstone. */
    NULL_VALUE,
    /** The value, or the record as it would be written, is larger than the limit. */
    TOO_LARGE,
    /** The value is not strict UTF-8. Overlong forms, surrogates and code points above U+10FFFF are invalid. */
    INVALID_UTF8,
    /** The value is not a JSON text as of RFC 8259. */
    MALFORMED_JSON,
    /** The value is JSON but not an object. */
    NOT_AN_OBJECT,
    /** The value, or its rewrite, is nested deeper than {@link EventScanner#MAX_DEPTH}. */
    TOO_DEEP,
    /** A member that decides where the event goes occurs twice, so two readers could disagree. */
    DUPLICATE_FIELD,
    /** The event is hot but {@linkplain Event#isReserved already has} a property that the rewrite adds. */
    RESERVED_PROPERTY,
    /** The event is hot, and its rewrite is larger than the limit. */
    TOO_LARGE_REWRITTEN
}
