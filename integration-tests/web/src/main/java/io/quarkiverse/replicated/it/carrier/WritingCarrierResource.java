package io.quarkiverse.replicated.it.carrier;

import jakarta.ws.rs.Path;

import io.quarkiverse.replicated.ChangesDatabase;

/** The annotation of the endpoint decides. */
@Path("/carrier-changes")
@ChangesDatabase
public class WritingCarrierResource extends Carriers {
}
