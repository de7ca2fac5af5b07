package io.quarkiverse.replicated.deployment;

import java.util.Optional;

import jakarta.ws.rs.Priorities;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.runtime.http.UnavailableCause;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.resteasy.reactive.server.spi.PreExceptionMapperHandlerBuildItem;
import io.quarkus.resteasy.reactive.spi.ExceptionMapperBuildItem;

/** Routes HTTP requests, and answers those for which there is no database. */
class HttpProcessor {

    // Names, because these classes cannot be loaded without HTTP and REST.
    private static final String FILTER = "io.quarkiverse.replicated.runtime.http.RequestRouteFilter";
    private static final String MAPPER = "io.quarkiverse.replicated.runtime.http.DatabaseUnavailableMapper";

    @BuildStep
    void filter(Optional<ReplicatedDataSourcesBuildItem> routed, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans) {
        if (routed.isPresent() && capabilities.isPresent(Capability.VERTX_HTTP)) {
            beans.produce(AdditionalBeanBuildItem.unremovableOf(FILTER));
        }
    }

    /**
     * Only Quarkus REST consumes these items; without it this step does not run. A mapper of the application wins: by its
     * priority if it maps the exception itself, and always if it maps what wraps the exception.
     */
    @BuildStep
    void unavailable(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<ExceptionMapperBuildItem> mappers,
            BuildProducer<PreExceptionMapperHandlerBuildItem> handlers) {
        if (routed.isPresent()) {
            mappers.produce(new ExceptionMapperBuildItem(MAPPER, DatabaseUnavailableException.class.getName(),
                    Priorities.USER + 1, false));
            handlers.produce(new PreExceptionMapperHandlerBuildItem(new UnavailableCause()));
        }
    }
}
