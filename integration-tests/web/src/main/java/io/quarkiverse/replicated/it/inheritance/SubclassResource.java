package io.quarkiverse.replicated.it.inheritance;

import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

@Path("/inherited/superclass")
public class SubclassResource extends ReadingBase {

    @PUT
    public String own() {
        return where.tell();
    }
}
