/** What HTTP shows of a request: its method, the endpoint that it reached, and the positions that its client carries. */
package io.quarkiverse.replicated.runtime.http;
