/** An application that keeps the version of a document, which it writes and reads in every way that there is. */
package io.quarkiverse.replicated.it.consistency;
