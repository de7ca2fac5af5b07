package io.quarkiverse.replicated.runtime.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.ScriptedClock;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.WriteBan;
import io.quarkiverse.replicated.runtime.server.WriteBan.Scope;

class WriteRefusalsTest {

    private static final SQLException REFUSED = new SQLException("cannot execute INSERT in a read-only transaction", "25006");

    private final ScriptedClock clock = new ScriptedClock();
    private final AgroalDataSource noPool = null; // Nothing is asked again before a second has passed.
    private Optional<WriteBan> ban = Optional.empty();
    private int asked;
    private int discarded;
    private final WriteRefusals refusals = new WriteRefusals("master", dialect(), clock);

    @Test
    void aConnectionThatNoWriteWasRefusedOnIsNotAsked() {
        giveBack();

        assertThat(asked).isZero();
    }

    /** The application has made its transaction read-only itself. */
    @Test
    void aRefusalThatTheSessionDoesNotExplainIsNone() {
        refusals.suspect(REFUSED);
        giveBack();
        giveBack();

        assertThat(asked).as("only the first time").isEqualTo(1);
        assertThat(refusals.current(noPool)).isEmpty();
    }

    @Test
    void aRefusalLastsUntilASessionAcceptsWrites() {
        refuse(Scope.SERVER);
        assertThat(refusals.current(noPool)).get().extracting(it -> it.ban().scope()).isEqualTo(Scope.SERVER);

        giveBack();
        assertThat(refusals.current(noPool)).as("asked again, it still refuses").isPresent();

        ban = Optional.empty();
        giveBack();
        assertThat(refusals.current(noPool)).isEmpty();
    }

    @Test
    void aRefusedWriteOfAnotherThreadIsNotAskedAbout() throws Exception {
        Thread other = new Thread(() -> refusals.suspect(REFUSED));
        other.start();
        other.join();
        giveBack();

        assertThat(asked).isZero();
    }

    /** A session that was refused at its login would not see that the role may write again. */
    @ParameterizedTest
    @EnumSource(Scope.class)
    void aSessionThatKeepsTheBanIsClosed(Scope scope) {
        refuse(scope);

        assertThat(discarded).isEqualTo(scope == Scope.SERVER ? 0 : 1);
    }

    /** Some sessions of a pooler refuse, others do not. */
    @Test
    void aBanOfSomeSessionsIsLoggedOnce() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("io.quarkiverse.replicated");
        Handler handler = new Handler() {

            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 10; i++) {
                refuse(Scope.SESSION);
                ban = Optional.empty();
                giveBack();
            }
            assertThat(records).hasSize(1);

            clock.nanos += Duration.ofMinutes(1).toNanos();
            refuse(Scope.SESSION);
            assertThat(records).hasSize(2);
        } finally {
            logger.removeHandler(handler);
        }
    }

    private void refuse(Scope scope) {
        ban = Optional.of(new WriteBan(scope, "a setting is on", "Remove it."));
        refusals.suspect(REFUSED);
        giveBack();
    }

    private void giveBack() {
        refusals.returned(connection(), () -> discarded++);
    }

    private Dialect dialect() {
        return (Dialect) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Dialect.class },
                (proxy, method, arguments) -> {
                    if (method.getName().equals("writeBan")) {
                        asked++;
                        return ban;
                    }
                    return method.invoke(Servers.NO_POSITIONS, arguments);
                });
    }

    private static Connection connection() {
        return (Connection) Proxy.newProxyInstance(WriteRefusalsTest.class.getClassLoader(),
                new Class<?>[] { Connection.class },
                (proxy, method, arguments) -> true); // It is in autocommit, and no more is asked of it.
    }
}
