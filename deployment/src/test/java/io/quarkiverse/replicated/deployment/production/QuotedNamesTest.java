package io.quarkiverse.replicated.deployment.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.replicated.deployment.production.PackagedNames.Form;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;

/** Built with all properties in the form of Quarkus' reference, with quotes, some of them for a profile. */
class QuotedNamesTest {

    @RegisterExtension
    static final QuarkusProdModeTest application = PackagedNames.application()
            .overrideConfigKey("quarkus.datasource.\"master\".db-kind", "postgresql")
            .overrideConfigKey("%prod.quarkus.datasource.\"master\".jdbc.url", "jdbc:postgresql://127.0.0.1:7/m")
            .overrideConfigKey("quarkus.datasource.\"master\".username", "shop")
            .overrideConfigKey("quarkus.datasource.\"master\".jdbc.max-size", "5")
            .overrideConfigKey("%prod.quarkus.datasource.\"replica\".db-kind", "postgresql")
            .overrideConfigKey("quarkus.datasource.\"replica\".jdbc.url", "jdbc:postgresql://127.0.0.1:9/r")
            .overrideConfigKey("quarkus.datasource.\"replica\".username", "guest")
            .overrideConfigKey("%prod.quarkus.datasource.\"replica\".jdbc.max-size", "6");

    @ProdBuildResults
    ProdModeTestResults built;

    @Test
    void startsAsItWasBuilt() throws Exception {
        assertThat(PackagedNames.report(built, List.of())).isEqualTo(PackagedNames.complete());
    }

    @ParameterizedTest
    @EnumSource
    void startsWithOneOfItsPropertiesInEveryForm(Form form) throws Exception {
        List<String> expected = new ArrayList<>(PackagedNames.complete());
        expected.set(0, "report: master jdbc:postgresql://127.0.0.1:11/other shop 5");

        assertThat(PackagedNames.report(built, List.of(form.of("master", "jdbc.url", "jdbc:postgresql://127.0.0.1:11/other"))))
                .isEqualTo(expected);
    }
}
