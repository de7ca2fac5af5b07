package io.quarkiverse.replicated.runtime.scope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.interceptor.InterceptorBinding;

import io.quarkiverse.replicated.runtime.routing.DeclaredRoute;

/**
 * Binds the interceptors. The build puts it on beans in place of the two public annotations: one binding with a member,
 * because with two bindings a method's would add to that of its class where it must replace it.
 */
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
public @interface RouteBinding {

    DeclaredRoute value();
}
