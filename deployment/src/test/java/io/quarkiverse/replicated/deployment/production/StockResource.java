package io.quarkiverse.replicated.deployment.production;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/stock")
public class StockResource {

    @Inject
    Stock stock;

    @GET
    public String where() {
        return stock.where();
    }
}
