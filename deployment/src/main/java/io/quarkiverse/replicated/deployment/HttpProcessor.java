package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Optional;

import jakarta.ws.rs.Priorities;

import org.jboss.resteasy.reactive.server.ExceptionUnwrapStrategy;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.resteasy.reactive.server.spi.UnwrappedExceptionBuildItem;
import io.quarkus.resteasy.reactive.spi.ExceptionMapperBuildItem;

/** Routes HTTP requests, and answers those for which there is no database. */
class HttpProcessor {

    // Names, because these classes cannot be loaded without HTTP and REST.
    private static final String FILTER = "io.quarkiverse.replicated.runtime.http.RequestRouteFilter";
    private static final String MAPPER = "io.quarkiverse.replicated.runtime.http.DatabaseUnavailableMapper";

    private static final List<String> WRAPPERS = List.of("org.hibernate.exception.JDBCConnectionException",
            "org.hibernate.exception.GenericJDBCException", "org.jooq.exception.DataAccessException",
            "org.jdbi.v3.core.ConnectionException");

    @BuildStep
    void filter(Optional<ReplicatedDataSourcesBuildItem> routed, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (routed.isPresent() && capabilities.isPresent(Capability.VERTX_HTTP)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(FILTER));
        }
    }

    /**
     * Only Quarkus REST consumes these items; without it this step does not run. A mapper of the application wins by its
     * priority. Hibernate ORM, jOOQ and Jdbi wrap the exception when they cannot get a connection.
     */
    @BuildStep
    void unavailable(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<ExceptionMapperBuildItem> mappers,
            BuildProducer<UnwrappedExceptionBuildItem> wrappers) {
        if (routed.isPresent()) {
            mappers.produce(new ExceptionMapperBuildItem(MAPPER, DatabaseUnavailableException.class.getName(),
                    Priorities.USER + 1, false));
            WRAPPERS.stream().filter(QuarkusClassLoader::isClassPresentAtRuntime)
                    .forEach(it -> wrappers
                            .produce(new UnwrappedExceptionBuildItem(it, ExceptionUnwrapStrategy.UNWRAP_IF_NO_EXACT_MATCH)));
        }
    }
}
