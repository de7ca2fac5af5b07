package io.quarkiverse.replicated.runtime.scope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/**
 * Binds {@link RouteInterceptor}. The build puts it on beans in place of the two public annotations. There is a single binding
 * for both annotations, because ArC replaces a class's binding only by a method's binding of the same name. With two bindings,
 * those of the method and of its class would both apply.
 * <p>
 * It is not inherited, because the build gives each class the binding of its nearest annotation. The binding of a superclass
 * would otherwise apply besides.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface RouteBinding {

    /** The route that the annotation declares. One interceptor serves all of them and reads it from the invocation. */
    @Nonbinding
    DeclaredRoute value();
}
