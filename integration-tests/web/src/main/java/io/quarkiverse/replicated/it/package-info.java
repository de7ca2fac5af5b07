/** An application on a real primary and a real replica. What a package tests is in the package of the same name. */
package io.quarkiverse.replicated.it;
