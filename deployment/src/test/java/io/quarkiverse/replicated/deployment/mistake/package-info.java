/** One mistake of an application per class: each fails the build with a message of its own. */
package io.quarkiverse.replicated.deployment.mistake;
