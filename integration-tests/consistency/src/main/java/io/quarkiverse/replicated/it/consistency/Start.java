package io.quarkiverse.replicated.it.consistency;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.StartupEvent;

/** Writes while the application starts, as migrations do. */
@Singleton
public class Start {

    @Inject
    Writer writer;

    @Inject
    WriterThread writerThread;

    @ConfigProperty(name = "start.version")
    Optional<Long> version;

    @ConfigProperty(name = "start.thread-version")
    Optional<Long> threadVersion;

    void write(@Observes StartupEvent event) {
        version.ifPresent(it -> writer.write(1, it));
        threadVersion.ifPresent(it -> writerThread.write(1, it).join());
    }
}
