/** Authentication that looks identities up in the database, for one path. */
package io.quarkiverse.replicated.it.security;
