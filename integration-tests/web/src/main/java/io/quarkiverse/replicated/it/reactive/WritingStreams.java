package io.quarkiverse.replicated.it.reactive;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.replicated.ChangesDatabase;

@ApplicationScoped
@ChangesDatabase
public class WritingStreams extends Streams {
}
