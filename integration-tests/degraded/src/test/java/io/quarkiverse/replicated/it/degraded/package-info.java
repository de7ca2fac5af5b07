/** Each class brings its servers into one kind of trouble. */
package io.quarkiverse.replicated.it.degraded;
