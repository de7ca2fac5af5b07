package io.quarkiverse.replicated.deployment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.processor.scanning.MethodScanner;

import io.quarkiverse.replicated.runtime.http.ResponsePositionCustomizer;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;
import io.quarkus.resteasy.reactive.server.spi.PreExceptionMapperHandlerBuildItem;

/** Lets the responses of Quarkus REST wait for their positions. */
class ResponsePositionProcessor {

    /** A failed request has a response, too. Only Quarkus REST consumes these items; without it this step does not run. */
    @BuildStep
    void positions(Optional<ReplicatedDataSourcesBuildItem> routed, BuildProducer<MethodScannerBuildItem> scanners,
            BuildProducer<PreExceptionMapperHandlerBuildItem> failures) {
        if (routed.isEmpty()) {
            return;
        }
        scanners.produce(new MethodScannerBuildItem(new MethodScanner() {
            @Override
            public List<HandlerChainCustomizer> scan(MethodInfo method, ClassInfo resource, Map<String, Object> context) {
                return List.of(new ResponsePositionCustomizer());
            }
        }));
        failures.produce(new PreExceptionMapperHandlerBuildItem(new ResponsePositionCustomizer()));
    }
}
