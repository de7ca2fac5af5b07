package io.quarkiverse.replicated.it.carrier;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.UseReplica;
import io.quarkiverse.replicated.it.WhereAmI;
import io.smallrye.common.annotation.RunOnVirtualThread;

@Path("/carrier/virtual-thread")
@RunOnVirtualThread
public class VirtualThreadResource {

    @Inject
    WhereAmI where;

    @GET
    public String get() {
        return tell();
    }

    @POST
    public String post() {
        return tell();
    }

    @POST
    @Path("/replica")
    @UseReplica
    public String search() {
        return tell();
    }

    private String tell() {
        return where.tell() + (Thread.currentThread().isVirtual() ? " virtual" : " not virtual");
    }
}
