/** The mistakes that fail the build, one class each. The build reports all mistakes of an application together. */
package io.quarkiverse.replicated.deployment.exception;
