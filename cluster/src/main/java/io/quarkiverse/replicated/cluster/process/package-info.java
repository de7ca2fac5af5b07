/** Processes of the operating system: the user they run as, the signals they get, and what ends them with their JVM. */
package io.quarkiverse.replicated.cluster.process;
