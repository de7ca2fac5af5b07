package io.quarkiverse.replicated.it.refused;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.formatters.PatternFormatter;

/** What the extension logs, from the moment this is made. */
public final class Warnings extends Handler implements AutoCloseable {

    // Held here, as the log manager of the JDK may forget a logger without a reference to it.
    private final Logger logger = Logger.getLogger("io.quarkiverse.replicated");
    private final PatternFormatter message = new PatternFormatter("%s");
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public Warnings() {
        logger.addHandler(this);
    }

    /** Lines of any level that contain this. */
    public List<String> lines(String part) {
        return lines.stream().filter(it -> it.contains(part)).toList();
    }

    /** The warnings that name this part of the code. */
    public List<String> about(String place) {
        return messages.stream().filter(it -> it.contains(place)).toList();
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(message.format(entry));
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            messages.add(message.format(entry));
        }
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
