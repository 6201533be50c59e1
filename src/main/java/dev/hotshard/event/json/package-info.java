/**
 * JSON in place: validates text, locates values as {@link dev.hotshard.event.json.Span}s of its bytes,
 * decodes and replaces them. Works on the bytes as they came, because a record leaves with every byte that
 * was not replaced unchanged.
 *
 * <p>Knows nothing of events and imports only the JDK.
 */
package dev.hotshard.event.json;
