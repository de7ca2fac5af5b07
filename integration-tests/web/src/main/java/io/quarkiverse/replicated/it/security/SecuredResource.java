package io.quarkiverse.replicated.it.security;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

/** Answers what the identity provider saw, then what the endpoint sees. */
@Authenticated
@Path("/secured")
public class SecuredResource {

    @Inject
    SecurityIdentity identity;

    @Inject
    WhereAmI where;

    @GET
    public String get() {
        return both();
    }

    @POST
    public String post() {
        return both();
    }

    @POST
    @Path("/replica")
    @UseReplica
    public String search() {
        return both();
    }

    private String both() {
        return identity.getAttribute(DatabaseIdentities.ANSWER) + ", " + where.tell();
    }
}
