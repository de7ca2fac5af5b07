/** The build steps. They decide, record or refuse what is known before the application starts. */
package io.quarkiverse.replicated.deployment;
