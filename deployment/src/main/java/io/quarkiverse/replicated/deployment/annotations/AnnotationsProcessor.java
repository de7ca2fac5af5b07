package io.quarkiverse.replicated.deployment.annotations;

import java.util.stream.Stream;

import org.jboss.jandex.IndexView;

import io.quarkiverse.replicated.deployment.RoutingEnabled;
import io.quarkiverse.replicated.deployment.exception.SetupMistakeBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/** Reads the annotations of the application, and checks them. */
class AnnotationsProcessor {

    @BuildStep
    RouteAnnotationsBuildItem read(CombinedIndexBuildItem index) {
        IndexView known = index.getIndex();
        RouteAnnotations annotations = new RouteAnnotations(known);
        return new RouteAnnotationsBuildItem(annotations, new RestEndpoints(annotations, known));
    }

    @BuildStep(onlyIf = RoutingEnabled.class)
    void check(RouteAnnotationsBuildItem read, CombinedIndexBuildItem index, BuildProducer<SetupMistakeBuildItem> mistakes) {
        InterfaceAnnotations ofInterfaces = new InterfaceAnnotations(read.annotations(), read.endpoints(), index.getIndex());
        Stream.concat(read.annotations().mistakes().stream(), ofInterfaces.mistakes().stream())
                .forEach(it -> mistakes.produce(new SetupMistakeBuildItem(it)));
    }
}
