package io.quarkiverse.replicated.runtime.pool;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.DatabaseUnavailableException;
import io.quarkiverse.replicated.runtime.monitor.ScriptedConnection;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;

/** Covers commits over a connection whose server a pooler may change before the position of the commit is asked for. */
class SharedCommitPositionsTest {

    private static final LogPosition COMMITTED = new PostgresLsn(ScriptedConnection.DATABASE, 1, 0xC8);

    private final CommitPositions positions = new CommitPositions("master", POSTGRES);
    private final ScriptedConnection connection = new ScriptedConnection("a").promoted().at("1", "0/64").pooled();
    private final Loan loan = new Loan(Clock.SYSTEM);

    @Test
    void theServerThatAnsweredBeforeHasThePosition() throws SQLException {
        positions.identify(connection.get(), loan);
        connection.movedTo("a", 12).at("1", "0/C8");

        assertThat(committed()).as("by whichever of its processes").isEqualTo(COMMITTED);
    }

    @Test
    void anotherPrimaryMayNotHaveTheCommit() throws SQLException {
        positions.identify(connection.get(), loan);
        connection.movedTo("b", 4711).at("1", "0/C8");

        assertThat(committed()).isNull();
        assertThat(committed()).as("what is committed there later").isEqualTo(COMMITTED);
    }

    @Test
    void aReplicaHasNoPositionOfACommit() throws SQLException {
        positions.identify(connection.get(), loan);

        assertThat(positions.of(replica().get(), loan, () -> {
        }).isUnknown()).isTrue();

        connection.at("1", "0/C8");
        assertThat(committed()).as("when the connection leads back").isEqualTo(COMMITTED);
    }

    @Test
    void nothingIsKnownOfTheCommitOfAConnectionThatWasNeverAskedBefore() {
        connection.at("1", "0/C8");

        assertThat(committed()).isNull();
        assertThat(committed()).isEqualTo(COMMITTED);
    }

    @Test
    void aNewConnectionToAReplicaIsRefused() {
        assertThatThrownBy(() -> positions.identify(replica().get(), loan)).isInstanceOf(DatabaseUnavailableException.class);
    }

    private static ScriptedConnection replica() {
        return new ScriptedConnection("r").at("1", "0/C8").pooled();
    }

    /** {@code null} if it is unknown. */
    private LogPosition committed() {
        RequiredPosition committed = positions.of(connection.get(), loan, () -> {
            throw new AssertionError("The connection is in order");
        });
        return committed.isUnknown() ? null : committed.position();
    }
}
