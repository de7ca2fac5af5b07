package io.quarkiverse.replicated.it.telemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;

/** The lines of the access log, from the moment this is made. */
final class AccessLog extends Handler implements AutoCloseable {

    // Held here, as the log manager of the JDK may forget a logger without a reference to it.
    private final Logger logger = Logger.getLogger("io.quarkus.http.access-log");
    private final PatternFormatter message = new PatternFormatter("%s");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    AccessLog() {
        logger.addHandler(this);
    }

    /** Those of requests with this header 'Test', without it. */
    List<String> lines(String test) {
        return lines.stream().filter(it -> it.startsWith(test + " ")).map(it -> it.substring(test.length() + 1)).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(message.format(entry));
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
