/** What the annotations of classes mean that other extensions generate, or other compilers make. */
package io.quarkiverse.replicated.deployment.annotations;
