package io.quarkiverse.replicated.it.reactive;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.replicated.UseReplica;

@ApplicationScoped
@UseReplica
public class ReadingStreams extends Streams {
}
