/** What HTTP says about a request: its method, and the annotation of the endpoint it reached. */
package io.quarkiverse.replicated.runtime.http;
