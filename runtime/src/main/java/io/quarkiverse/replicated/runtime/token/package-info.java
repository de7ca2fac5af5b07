/**
 * The tokens that clients carry so that they see their own writes: a position as a short text, signed or not. This package
 * uses the JDK and positions, and does not depend on HTTP.
 */
package io.quarkiverse.replicated.runtime.token;
