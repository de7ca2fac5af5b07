package io.quarkiverse.replicated.it.degraded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtLogRecord;

/** What the extension logs while this is open. */
final class ReplicatedLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.quarkiverse.replicated");
    private final List<String> messages = new CopyOnWriteArrayList<>();

    ReplicatedLog() {
        logger.addHandler(this);
    }

    /** Each with its level in front. */
    List<String> messages() {
        return messages;
    }

    /** Waits for a message that contains the text: a state is published before it is logged. */
    void await(String text) {
        Awaitility.await(text).atMost(Application.LIMIT)
                .untilAsserted(() -> assertThat(messages).anySatisfy(it -> assertThat(it).contains(text)));
    }

    @Override
    public void publish(LogRecord record) {
        messages.add(record.getLevel() + " " + ((ExtLogRecord) record).getFormattedMessage());
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
