/**
 * The decision: what is known about a unit of work, and the rules that turn it into a route. It knows the JDK and nothing
 * else.
 */
package io.quarkiverse.replicated.runtime.routing;
