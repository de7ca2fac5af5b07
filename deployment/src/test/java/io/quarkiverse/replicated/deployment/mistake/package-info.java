/** One mistake of an application in each class. Each mistake fails the build with a message of its own. */
package io.quarkiverse.replicated.deployment.mistake;
