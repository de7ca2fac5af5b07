package io.quarkiverse.replicated.deployment.production;

import static io.quarkiverse.replicated.deployment.production.PackagedNames.Form.PLAIN_ENVIRONMENT;
import static io.quarkiverse.replicated.deployment.production.PackagedNames.Form.PLAIN_PROPERTY;
import static io.quarkiverse.replicated.deployment.production.PackagedNames.Form.PROFILED_ENVIRONMENT;
import static io.quarkiverse.replicated.deployment.production.PackagedNames.Form.QUOTED_ENVIRONMENT;
import static io.quarkiverse.replicated.deployment.production.PackagedNames.Form.QUOTED_PROPERTY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.replicated.deployment.production.PackagedNames.Form;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** Built from application.yaml, which has no quotes, with everything but the kind set when it starts. */
class PlainNamesTest {

    @RegisterExtension
    static final QuarkusProdModeTest application = PackagedNames.application("quarkus-config-yaml")
            .withApplicationRoot(jar -> jar.addClass(DataSourceReport.class)
                    .addAsResource(new StringAsset("""
                            quarkus:
                              datasource:
                                "master":
                                  db-kind: postgresql
                                "replica":
                                  db-kind: postgresql
                            """), "application.yaml"));

    @ProdBuildResults
    ProdModeTestResults built;

    static List<List<Form>> forms() {
        return List.of(List.of(QUOTED_PROPERTY), List.of(PLAIN_PROPERTY), List.of(QUOTED_ENVIRONMENT),
                List.of(PLAIN_ENVIRONMENT), List.of(PROFILED_ENVIRONMENT),
                List.of(QUOTED_ENVIRONMENT, PLAIN_PROPERTY, PLAIN_ENVIRONMENT));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void startsWithEveryForm(List<Form> forms) throws Exception {
        assertThat(PackagedNames.report(built, PackagedNames.settings(forms))).isEqualTo(PackagedNames.complete());
    }
}
