/**
 * What clients carry so that they see their own writes: a position, signed or not, as a short text. Knows the JDK and
 * positions, and nothing of HTTP.
 */
package io.quarkiverse.replicated.runtime.token;
