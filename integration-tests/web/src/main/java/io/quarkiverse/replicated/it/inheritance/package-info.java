/** Endpoints that inherit their annotation. */
package io.quarkiverse.replicated.it.inheritance;
