/** Routes in code. */
package io.quarkiverse.replicated.it.programmatic;
