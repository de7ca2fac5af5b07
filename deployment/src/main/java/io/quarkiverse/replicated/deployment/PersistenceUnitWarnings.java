package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.replicated.runtime.config.Guide;

/** The warnings about persistence units whose reads never go to a replica. */
final class PersistenceUnitWarnings {

    private PersistenceUnitWarnings() {
    }

    static List<String> of(Config config, String primary) {
        PersistenceUnits units = new PersistenceUnits(config);
        return Stream.of(
                units.with("datasource", primary).stream().map(it -> it + " ties a persistence unit to the primary. Its reads "
                        + "never go to a replica. "
                        // Quarkus demands a datasource for a unit that has a name.
                        + (it.isOfDefaultUnit() ? "Remove the property" : "Set " + it.property() + "=<default>")
                        + " to route it."),
                units.with("multitenant-schema-datasource", primary).stream()
                        .map(it -> it + " ties the tenants of a persistence "
                                + "unit to the primary. Their reads never go to a replica. Remove the property to route them."),
                units.with("multitenant", "DATABASE").stream().map(it -> it
                        + ": Hibernate ORM takes the connections of a tenant "
                        + "from the datasource of the tenant's name, never from the routed one. No read of this persistence unit "
                        + "goes to a replica. To route it, keep the tenants in one database, with SCHEMA or @TenantId."))
                .flatMap(it -> it).map(it -> it + " " + Guide.PERSISTENCE_UNITS).toList();
    }
}
