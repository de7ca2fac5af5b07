package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresDialect;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.Dialect;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;

/** Covers connections whose server a pooler may change with each transaction. */
class SharedSessionProofTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final RequiredPosition POSITION = RequiredPosition.of(new PostgresLsn(ScriptedConnection.DATABASE, 1, 0x64));

    private final AtomicInteger several = new AtomicInteger();
    private final AtomicInteger moving = new AtomicInteger();
    private final ConnectionProof proof = proof(POSTGRES);
    private final ScriptedConnection connection = new ScriptedConnection("a").at("1", "0/64").pooled();

    @Test
    void theDriverWasToldOfAnotherProcess() throws SQLException {
        assertThat(POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT).session().isShared()).isTrue();
        assertThat(POSTGRES.ask(new ScriptedConnection("a").get(), Target.REPLICA, TIMEOUT).session().isShared()).isFalse();
    }

    @Test
    void outsideOfATransactionNothingCanBeProved() throws SQLException {
        Sample monitored = POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT);

        assertThat(proof.isProvable(monitored, false)).isFalse();
        assertThat(proof.isReached(POSITION, connection.get(), monitored, false)).isFalse();
    }

    @Test
    void theQuestionIsAPartOfTheTransaction() throws SQLException {
        Sample monitored = POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT);
        connection.autoCommit = false;
        connection.autoCommitWhenAsked.clear();

        assertThat(proof.isProvable(monitored, true)).isTrue();
        assertThat(proof.isReached(POSITION, connection.get(), monitored, true)).isTrue();
        assertThat(connection.autoCommitWhenAsked).containsExactly(false);
    }

    @Test
    void whatItSaidHoldsForOneTransactionOnly() throws SQLException {
        connection.autoCommit = false;
        Sample monitored = POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT);
        assertThat(proof.isReached(POSITION, connection.get(), monitored, true)).isTrue();

        connection.movedTo("b", 4711).at("1", "0/63");

        assertThat(proof.isReached(POSITION, connection.get(), monitored, true)).isFalse();
    }

    @Test
    void aPoolerThatTheMonitorHasNotSeenIsFoundByTheFirstQuestion() throws SQLException {
        connection.autoCommit = false;

        assertThat(proof.isReached(POSITION, connection.get(), null, true)).isTrue();

        assertThat(connection.autoCommitWhenAsked).as("asked once more, inside").containsExactly(true, false);
        assertThat(proof.isProvable(null, false)).isFalse();
    }

    @Test
    void aTransactionThatKeepsItsSnapshotProvesNothing() throws SQLException {
        connection.keepingSnapshots();
        connection.autoCommit = false;
        Sample monitored = POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT);

        assertThat(proof.isProvable(monitored, true)).isFalse();
        assertThat(proof.isReached(POSITION, connection.get(), monitored, true)).isFalse();
    }

    @Test
    void aConnectionThatIsNotInATransactionAfterAllProvesNothing() throws SQLException {
        assertThat(proof.isReached(POSITION, connection.get(), null, true)).isFalse();
    }

    @Test
    void serversInTurnBehindOneConnectionAreSeveral() throws SQLException {
        connection.autoCommit = false;
        for (String server : new String[] { "a", "b", "a" }) {
            proof.isReached(POSITION, connection.movedTo(server, 4711).get(), null, true);
        }

        assertThat(several).hasValue(1);
        assertThat(proof.isProvable(null, true)).isFalse();
    }

    @Test
    void aPoolerThatIsSaidToKeepTheServerIsBelieved() throws SQLException {
        ConnectionProof believing = proof(new PostgresDialect(Clock.SYSTEM, true, false));

        assertThat(believing.isReached(POSITION, connection.get(), null, false)).isTrue();
        assertThat(believing.isReached(POSITION, connection.get(), null, false)).isTrue();
        assertThat(connection.timesAsked()).isEqualTo(1);
        assertThat(believing.isProvable(null, false)).isTrue();
    }

    @Test
    void untilAConnectionHasMoved() throws SQLException {
        ConnectionProof believing = proof(new PostgresDialect(Clock.SYSTEM, true, false));
        believing.isReached(POSITION, connection.get(), null, false);
        RequiredPosition later = RequiredPosition.of(new PostgresLsn(ScriptedConnection.DATABASE, 1, 0x65));

        connection.movedTo("b", 12).at("1", "0/65");

        assertThat(believing.isReached(later, connection.get(), null, false)).isFalse();
        assertThat(moving).hasValue(1);
        assertThat(believing.isProvable(null, false)).isFalse();
        assertThat(believing.isReached(later, connection.get(), null, false)).isFalse();
        assertThat(moving).hasValue(1);
    }

    @Test
    void aPrimaryIsNoReplicaInsideEither() throws SQLException {
        connection.autoCommit = false;
        Sample monitored = new Sample(0, new ServerIdentity("a", "now"), Role.REPLICA, null, null,
                POSTGRES.ask(connection.get(), Target.REPLICA, TIMEOUT).session());

        assertThat(proof.isReached(POSITION, connection.promoted().get(), monitored, true)).isFalse();
    }

    private ConnectionProof proof(Dialect dialect) {
        return new ConnectionProof(dialect, TIMEOUT, Clock.SYSTEM, several::incrementAndGet, moving::incrementAndGet);
    }
}
