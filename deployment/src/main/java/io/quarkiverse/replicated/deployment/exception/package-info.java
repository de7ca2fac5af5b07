/** The mistakes that fail the build, one class each. All that an application makes are reported together. */
package io.quarkiverse.replicated.deployment.exception;
