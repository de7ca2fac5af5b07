/** What it takes to watch packaged applications from outside, in tests and in measurements. Never published. */
package io.quarkiverse.replicated.it.harness;
