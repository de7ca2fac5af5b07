package io.quarkiverse.replicated.benchmarks.application.tenants;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/** Each tenant is the name of a datasource. */
@PersistenceUnitExtension
@RequestScoped
public class MethodTenant implements TenantResolver {

    @Inject
    RoutingContext request;

    @Override
    public String getDefaultTenantId() {
        return "master";
    }

    @Override
    public String resolveTenantId() {
        return request.request().method().equals(HttpMethod.GET) ? "replica" : getDefaultTenantId();
    }
}
