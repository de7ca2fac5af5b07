package io.quarkiverse.replicated.runtime.pool;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/** Covers a connection whose server does not report the position of a commit. */
class CommitPositionsTest {

    private final CommitPositions positions = new CommitPositions("master", POSTGRES);
    private final List<String> called = new ArrayList<>();
    private boolean autoCommit = true;
    private int discarded;

    @ParameterizedTest
    @ValueSource(strings = { "42501", "42883", "0A000", "57014", "53200" })
    void anErrorIsAnAnswerAndTheConnectionStays(String state) {
        assertThat(positionAfter(() -> new SQLException("no", state))).isSameAs(RequiredPosition.UNKNOWN);

        assertThat(discarded).isZero();
    }

    @Test
    void theTransactionThatTheErrorHasEndedIsRolledBack() {
        autoCommit = false;

        positionAfter(() -> new SQLException("no", "42501"));

        assertThat(called).endsWith("rollback");
        assertThat(discarded).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "08006", "08003", "57P01", "57P02" })
    void aBrokenConnectionGoes(String state) {
        positionAfter(() -> new SQLException("gone", state));

        assertThat(discarded).isEqualTo(1);
    }

    @Test
    void aConnectionInDoubtGoes() {
        positionAfter(() -> new SQLException("An I/O error occurred", "08006", new SocketTimeoutException()));
        positionAfter(() -> new SQLException("without a state"));
        positionAfter(() -> new IllegalStateException("a bug"));

        assertThat(discarded).isEqualTo(3);
    }

    private RequiredPosition positionAfter(Supplier<Exception> failure) {
        Connection connection = (Connection) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] { Connection.class }, (self, method, arguments) -> {
                    called.add(method.getName());
                    return switch (method.getName()) {
                        case "getAutoCommit" -> autoCommit;
                        case "getNetworkTimeout" -> 0;
                        case "prepareStatement" -> throw failure.get();
                        default -> null;
                    };
                });
        return positions.of(connection, new Loan(Clock.SYSTEM), () -> discarded++);
    }
}
