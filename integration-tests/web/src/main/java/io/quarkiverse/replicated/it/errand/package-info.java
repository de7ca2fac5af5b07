/** Lets a test run its own code inside of a real request, so that the whole scenario stands in the test. */
package io.quarkiverse.replicated.it.errand;
