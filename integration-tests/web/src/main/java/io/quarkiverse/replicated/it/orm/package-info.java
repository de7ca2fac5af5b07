/** Hibernate ORM with Panache on the default persistence unit. */
package io.quarkiverse.replicated.it.orm;
