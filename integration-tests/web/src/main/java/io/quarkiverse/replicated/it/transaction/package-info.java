/** JTA transactions. */
package io.quarkiverse.replicated.it.transaction;
