/**
 * Positions in the history of a database: what was committed, what a server shows, and what a read must see. This package uses
 * only the JDK.
 */
package io.quarkiverse.replicated.runtime.position;
