/** What uses the default datasource, and what names another. */
package io.quarkiverse.replicated.it.datasource;
