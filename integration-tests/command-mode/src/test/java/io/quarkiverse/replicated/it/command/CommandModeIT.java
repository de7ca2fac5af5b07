package io.quarkiverse.replicated.it.command;

import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;

/** The same with the packaged program. */
@QuarkusMainIntegrationTest
class CommandModeIT extends CommandModeTest {
}
