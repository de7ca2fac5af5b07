/** What a connection costs that is taken and given back: the pool alone, routed here, and routed by peers. */
package io.quarkiverse.replicated.benchmarks.checkout;
