/** The build steps: what is known before the application starts is decided, recorded or refused here. */
package io.quarkiverse.replicated.deployment;
