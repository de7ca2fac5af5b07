package io.quarkiverse.replicated.deployment.annotations;

import java.util.Optional;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationTransformation;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

import io.quarkiverse.replicated.deployment.ReplicatedDataSourcesBuildItem;
import io.quarkiverse.replicated.runtime.scope.RouteBinding;
import io.quarkiverse.replicated.runtime.scope.RouteInterceptor;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.AnnotationsTransformerBuildItem;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;

/** Binds the interceptor to the annotated methods of beans. */
class InterceptionProcessor {

    @BuildStep
    void intercept(Optional<ReplicatedDataSourcesBuildItem> routed, RouteAnnotationsBuildItem read, Capabilities capabilities,
            BuildProducer<AdditionalBeanBuildItem> beans, BuildProducer<AnnotationsTransformerBuildItem> transformers) {
        if (routed.isEmpty()) {
            return;
        }
        beans.produce(AdditionalBeanBuildItem.builder()
                .addBeanClasses(RouteBinding.class, RouteInterceptor.class)
                .build());
        RouteAnnotations annotations = read.annotations();
        // Endpoints of Quarkus REST are routed when they are matched, before any interceptor runs. Endpoints of other stacks are
        // beans like all others.
        RestEndpoints endpoints = capabilities.isPresent(Capability.RESTEASY_REACTIVE)
                ? read.endpoints()
                : null;
        transformers.produce(new AnnotationsTransformerBuildItem(new AnnotationTransformation() {
            @Override
            public boolean supports(AnnotationTarget.Kind kind) {
                return kind == AnnotationTarget.Kind.CLASS || kind == AnnotationTarget.Kind.METHOD;
            }

            @Override
            public void apply(TransformationContext context) {
                AnnotatedRoute route = context.declaration().kind() == AnnotationTarget.Kind.CLASS
                        ? ofClass(annotations, endpoints, context.declaration().asClass())
                        : ofMethod(annotations, endpoints, context.declaration().asMethod());
                if (route != null) {
                    context.add(AnnotationInstance.builder(RouteBinding.class).value(route.route()).build());
                }
            }
        }));
    }

    private static AnnotatedRoute ofClass(RouteAnnotations annotations, RestEndpoints endpoints, ClassInfo type) {
        AnnotatedRoute route = type.isInterface() ? null : annotations.ofClass(type);
        return route != null && endpoints != null && endpoints.isResource(type) ? null : route;
    }

    private static AnnotatedRoute ofMethod(RouteAnnotations annotations, RestEndpoints endpoints, MethodInfo method) {
        if (method.isConstructor() || method.isStaticInitializer() || method.declaringClass().isInterface()) {
            return null;
        }
        AnnotatedRoute route = annotations.ofMethodOnly(method, method.declaringClass());
        return route != null && endpoints != null && endpoints.isEndpoint(method) ? null : route;
    }
}
