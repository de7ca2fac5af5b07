package io.quarkiverse.replicated.deployment.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.builder.Version;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** HTTP and REST are missing, both from the class path of the build and from that of the application. */
class WithoutHttpTest {

    @RegisterExtension
    static final QuarkusProdModeTest application = Build.with("quarkus-jdbc-postgresql")
            .withApplicationRoot(jar -> jar.addClass(Stock.class));

    @ProdBuildResults
    ProdModeTestResults built;

    @Test
    void theApplicationIsBuiltAndHasNoRouteTable() throws IOException {
        assertThat(Build.libraries(built)).anyMatch(it -> it.contains("quarkus-replicated"))
                .noneMatch(it -> it.contains("vertx-http") || it.startsWith("io.quarkus.quarkus-rest-" + Version.getVersion()));
        assertThat(Build.routeTable(built)).doesNotExist();
        assertThat(built.getRetainedBuildLogRecords()).isEmpty();
    }
}
