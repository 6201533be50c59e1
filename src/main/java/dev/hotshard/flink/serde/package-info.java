/**
 * Type information and serializers of everything that crosses an operator or lies in state. No type falls
 * back to Kryo.
 *
 * <p>Knows the domain packages and Flink's type system.
 */
package dev.hotshard.flink.serde;
