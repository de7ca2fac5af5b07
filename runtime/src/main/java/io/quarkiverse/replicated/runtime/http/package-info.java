/** What HTTP says about a request: its method, the endpoint it reached, the positions that its client carries. */
package io.quarkiverse.replicated.runtime.http;
