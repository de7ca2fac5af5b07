package io.quarkiverse.replicated.deployment.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;
import org.jboss.jandex.MethodInfo;
import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.ChangesDatabase;
import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;
import io.quarkus.gizmo.ClassCreator;
import io.quarkus.gizmo.MethodCreator;

class GeneratedClassesTest {

    private static final String GET = "jakarta.ws.rs.GET";

    private final Map<String, byte[]> classes = new HashMap<>();

    @Test
    void theResourceOfRestDataHasTheAnnotationsOfItsInterface() throws IOException {
        try (ClassCreator people = type("shop.People", "io.quarkus.hibernate.orm.rest.data.panache.PanacheEntityResource")) {
            abstractMethod(people, "list", List.class, "io.quarkus.panache.common.Page", "io.quarkus.panache.common.Sort")
                    .addAnnotation(ChangesDatabase.class);
            abstractMethod(people, "count", long.class).addAnnotation(UseReplica.class);
        }
        IndexView known = index();
        classes.clear();
        try (ClassCreator generated = ClassCreator.builder().classOutput(classes::put).className("shop.PeopleJaxRs_1")
                .interfaces("shop.People").build()) {
            for (String name : List.of("list", "listHal", "add")) {
                method(generated, name, Object.class, "int", "int", "java.util.List");
            }
            method(generated, "count", long.class);
        }
        ClassInfo resource = index().getClassByName("shop.PeopleJaxRs_1");
        RouteAnnotations annotations = new RouteAnnotations(known);

        assertThat(annotations.ofMethod(named(resource, "list"), resource).route()).isEqualTo(DeclaredRoute.PRIMARY);
        assertThat(annotations.ofMethod(named(resource, "listHal"), resource).route()).isEqualTo(DeclaredRoute.PRIMARY);
        assertThat(annotations.ofMethod(named(resource, "count"), resource).route()).isEqualTo(DeclaredRoute.REPLICA);
        assertThat(annotations.ofMethod(named(resource, "add"), resource)).isNull();
        assertThat(ineffective(known, Set.of(resource), resource)).isEmpty();
    }

    @Test
    void theImplementationOfARepositoryHasThoseOfItsInterface() throws IOException {
        try (ClassCreator repository = type("shop.Orders", "org.springframework.data.repository.CrudRepository")) {
            abstractMethod(repository, "findByName", List.class, "java.lang.String").addAnnotation(UseReplica.class);
        }
        IndexView known = index();
        classes.clear();
        try (ClassCreator generated = ClassCreator.builder().classOutput(classes::put).className("shop.Orders_Impl")
                .interfaces("shop.Orders").build()) {
            method(generated, "findByName", List.class, "java.lang.String");
        }
        ClassInfo bean = index().getClassByName("shop.Orders_Impl");

        assertThat(new RouteAnnotations(known).ofMethodOnly(named(bean, "findByName"), bean).route())
                .isEqualTo(DeclaredRoute.REPLICA);
        assertThat(ineffective(known, Set.of(bean))).isEmpty();
    }

    @Test
    void theInterfaceOfARestClientHasNone() throws IOException {
        try (ClassCreator client = type("shop.Stock")) {
            client.addAnnotation("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");
            client.addAnnotation("jakarta.ws.rs.Path").addValue("value", "stock");
            MethodCreator get = abstractMethod(client, "get", String.class);
            get.addAnnotation(GET);
            get.addAnnotation(UseReplica.class);
        }
        try (ClassCreator standIn = ClassCreator.builder().classOutput(classes::put).className("shop.StockForTests")
                .interfaces("shop.Stock").build()) {
            method(standIn, "get", String.class).addAnnotation(ChangesDatabase.class);
        }
        IndexView known = index();
        ClassInfo standIn = known.getClassByName("shop.StockForTests");

        assertThat(ineffective(known, Set.of(standIn))).singleElement().asString()
                .contains("shop.Stock#get has no effect", "REST client");
        assertThat(new RestEndpoints(new RouteAnnotations(known), known).isResource(standIn)).as("intercepted").isFalse();
    }

    @Test
    void aSuspendingMethodHoldsForAWhile() throws IOException {
        try (ClassCreator bean = ClassCreator.builder().classOutput(classes::put).className("shop.Carts").build()) {
            method(bean, "read", Object.class, "kotlin.coroutines.Continuation").addAnnotation(UseReplica.class);
        }
        IndexView known = index();

        assertThat(ineffective(known, Set.of(known.getClassByName("shop.Carts")))).singleElement().asString()
                .contains("shop.Carts#read", "suspends for the first time");
    }

    private static List<String> ineffective(IndexView known, Set<ClassInfo> beans, ClassInfo... served) {
        RouteAnnotations annotations = new RouteAnnotations(known);
        return new IneffectiveAnnotations(new RouteAnnotationsBuildItem(annotations, new RestEndpoints(annotations, known)),
                beans, Optional.of(Set.of(served))).warnings();
    }

    private ClassCreator type(String name, String... interfaces) {
        return ClassCreator.interfaceBuilder().classOutput(classes::put).className(name).interfaces(interfaces).build();
    }

    private static MethodCreator abstractMethod(ClassCreator type, String name, Class<?> returned, String... parameters) {
        return type.getMethodCreator(name, returned.getName(), (Object[]) parameters)
                .setModifiers(Modifier.PUBLIC | Modifier.ABSTRACT);
    }

    private static MethodCreator method(ClassCreator type, String name, Class<?> returned, String... parameters) {
        MethodCreator method = type.getMethodCreator(name, returned.getName(), (Object[]) parameters);
        method.returnValue(returned == long.class ? method.load(0L) : method.loadNull());
        return method;
    }

    private static MethodInfo named(ClassInfo type, String name) {
        return type.methods().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    private Index index() throws IOException {
        Indexer indexer = new Indexer();
        for (byte[] type : classes.values()) {
            indexer.index(new ByteArrayInputStream(type));
        }
        indexer.indexClass(UseReplica.class);
        Index index = indexer.complete();
        assertThat(index.getClassByName(DotName.createSimple(UseReplica.class))).isNotNull();
        return index;
    }
}
