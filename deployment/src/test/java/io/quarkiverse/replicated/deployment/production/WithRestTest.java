package io.quarkiverse.replicated.deployment.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** The build of a REST application writes the route table, and leaves out everything of the Dev UI. */
class WithRestTest {

    @RegisterExtension
    static final QuarkusProdModeTest application = Build.with("quarkus-rest", "quarkus-jdbc-postgresql")
            .withApplicationRoot(jar -> jar.addClasses(Stock.class, StockResource.class));

    @ProdBuildResults
    ProdModeTestResults built;

    @Test
    void theRouteTableIsInTheLogAndBesideTheApplication() throws IOException {
        String table = Files.readString(Build.routeTable(built));

        assertThat(table).contains("/stock", "replica", "HTTP method");
        assertThat(built.getRetainedBuildLogRecords()).extracting(it -> ((ExtLogRecord) it).getFormattedMessage())
                .containsExactly(table);
    }

    @Test
    void noBeanOfTheDevUIIsThere() throws IOException {
        assertThat(Build.generatedClasses(built)).as("a bean that is there").anyMatch(it -> it.contains("RoutedGroup"));
        assertThat(Build.generatedClasses(built)).noneMatch(it -> it.contains("DevUIJsonRpc") || it.contains("Decisions"));
    }
}
