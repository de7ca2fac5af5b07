package io.quarkiverse.replicated.it.carrier;

import jakarta.ws.rs.Path;

/** The HTTP method decides. */
@Path("/carrier")
public class CarrierResource extends Carriers {
}
