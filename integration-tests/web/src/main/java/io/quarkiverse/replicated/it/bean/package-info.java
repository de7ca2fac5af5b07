/** Annotated CDI beans. */
package io.quarkiverse.replicated.it.bean;
