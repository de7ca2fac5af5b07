/** Places in the history of a database: what was committed, what a server shows, and what a read must see. JDK only. */
package io.quarkiverse.replicated.runtime.position;
