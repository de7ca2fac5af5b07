package io.quarkiverse.replicated.runtime.monitor;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;
import io.quarkiverse.replicated.runtime.server.DatabaseIdentity;
import io.quarkiverse.replicated.runtime.server.Role;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.server.ServerIdentity;
import io.quarkiverse.replicated.runtime.server.Session;

class ConnectionProofTest {

    private static final String SERVER = "10.0.0.2:5432";

    private final ConnectionProof proof = new ConnectionProof(POSTGRES, Duration.ofSeconds(1), Clock.SYSTEM, () -> {
    }, () -> {
    });
    private final ScriptedConnection connection = new ScriptedConnection(SERVER).at("1", "0/64");

    @Test
    void aNewConnectionIsAsked() throws SQLException {
        assertThat(proof.isReached(at(1, 0x64), connection.get(), null, false)).isTrue();

        assertThat(connection.timesAsked()).isEqualTo(1);
    }

    @Test
    void whatItSaidHoldsForeverSinceAServerThatGoesBackEndsItsConnections() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);

        assertThat(proof.isReached(at(1, 0x63), connection.get(), null, false)).isTrue();
        assertThat(connection.timesAsked()).isEqualTo(1);
    }

    @Test
    void newsOfTheSameServerThatWasSentLaterIsEnough() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), news(SERVER, now(), 0xC8), false)).isTrue();
        assertThat(connection.timesAsked()).as("no further question").isEqualTo(1);
    }

    @Test
    void newsFromBeforeAConnectionWasFirstAskedIsNot() throws SQLException {
        Sample before = news(SERVER, System.nanoTime() - 1, 0xC8);
        connection.at("1", "0/64");

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), before, false)).as("a new connection").isFalse();
        assertThat(proof.isReached(at(1, 0xC8), connection.get(), before, false)).as("a known connection").isFalse();
        assertThat(connection.timesAsked()).isEqualTo(2);
    }

    @Test
    void newsOfAnotherServerNeverIs() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), news("10.0.0.3:5432", now(), 0xC8), false)).isFalse();
        assertThat(connection.timesAsked()).isEqualTo(2);
    }

    @Test
    void newsOfTheServerThatTookItsPlaceIsNot() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);
        Sample restarted = new Sample(now(), new ServerIdentity(SERVER, "later"), Role.REPLICA, position(1, 0xC8), null);

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), restarted, false)).isFalse();
        assertThat(connection.timesAsked()).isEqualTo(2);
    }

    @Test
    void aKnownConnectionIsAskedAgainWhenTheNewsIsNotEnough() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);
        connection.at("1", "0/C8");

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), news(SERVER, now(), 0x65), false)).isTrue();
        assertThat(connection.timesAsked()).isEqualTo(2);
    }

    @Test
    void anAnswerThatIsNotEnoughProvesNothing() throws SQLException {
        assertThat(proof.isReached(at(1, 0x65), connection.get(), null, false)).isFalse();
        assertThat(proof.isReached(at(2, 0x10), connection.get(), null, false)).as("a position on another timeline").isFalse();
        assertThat(proof.isReached(RequiredPosition.UNKNOWN, connection.get(), null, false)).isFalse();
    }

    @Test
    void aPromotedServerNoLongerShowsWhereItStands() throws SQLException {
        assertThat(proof.isReached(at(1, 0x64), connection.promoted().get(), null, false)).isFalse();
    }

    @Test
    void newsOfAPromotionProvesNothingEither() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);
        Sample promoted = new Sample(now(), new ServerIdentity(SERVER, "2026-11-22 12:00:00+00"), Role.PRIMARY,
                position(1, 0xC8), position(1, 0xC8));

        assertThat(proof.isReached(at(1, 0xC8), connection.get(), promoted, false)).isFalse();
    }

    @Test
    void inATransactionTheQuestionIsAskedOutsideOfIt() throws SQLException {
        connection.autoCommit = false;

        assertThat(proof.isReached(at(1, 0x64), connection.get(), null, true)).isTrue();

        assertThat(connection.autoCommitWhenAsked).containsExactly(true);
        assertThat(connection.autoCommit).isFalse();
    }

    /** The question would commit what was sent, or show more than the transaction does. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void inATransactionInWhichSomethingWasSentNothingIsAskedAndNothingProved(boolean autoCommit) throws SQLException {
        connection.autoCommit = autoCommit;
        connection.transactionOpen = true;

        assertThat(proof.isReached(at(1, 0x64), connection.get(), null, !autoCommit)).isFalse();

        assertThat(connection.timesAsked()).isZero();
        assertThat(connection.autoCommit).isEqualTo(autoCommit);
    }

    @Test
    void theQuestionIsBoundedInTimeAndNothingAfterIt() throws SQLException {
        connection.networkTimeoutMillis = 60_000;

        proof.isReached(at(1, 0x64), connection.get(), null, false);

        assertThat(connection.networkTimeoutWhenAsked).isBetween(1, 10_000);
        assertThat(connection.networkTimeoutMillis).isEqualTo(60_000);
    }

    @Test
    void aQuestionThatFailsLeavesTheTransactionAsItWas() {
        connection.autoCommit = false;
        connection.failure = new SQLException("gone", "08006");

        assertThatThrownBy(() -> proof.isReached(at(1, 0x64), connection.get(), null, false)).isSameAs(connection.failure);
        assertThat(connection.autoCommit).isFalse();
    }

    @Test
    void aConnectionThatDidNotAnswerIsAskedAgain() throws SQLException {
        connection.failure = new SQLException("timeout", "57014");
        assertThatThrownBy(() -> proof.isReached(at(1, 0x64), connection.get(), news(SERVER, now(), 0xC8), false))
                .isSameAs(connection.failure);
        connection.failure = null;

        assertThat(proof.isReached(at(1, 0x64), connection.get(), news(SERVER, now(), 0xC8), false)).isTrue();
        assertThat(connection.timesAsked()).isEqualTo(2);
    }

    @Test
    void closedConnectionsAreForgotten() throws SQLException {
        proof.isReached(at(1, 0x64), connection.get(), null, false);
        connection.closed = true;

        proof.isReached(at(1, 0x64), new ScriptedConnection(SERVER).get(), null, false);

        assertThat(proof.isReached(at(1, 0x64), connection.get(), null, false)).isTrue();
        assertThat(connection.timesAsked()).as("a forgotten connection is asked again").isEqualTo(2);
    }

    /** The replica's WAL receiver has stopped. It has shown its timeline to the monitor before. */
    @Test
    void whatTheServerHasShownOfItsTimelineHoldsForANewConnection() throws SQLException {
        Sample before = monitored(ScriptedConnection.DATABASE_NUMBER, position(2, 0x64));

        assertThat(proof.isReached(at(2, 0x64), connection.get(), before, false)).isTrue();
        assertThat(proof.isReached(at(2, 0x64), new ScriptedConnection(SERVER).at("1", "0/63").get(), before, false))
                .as("its position went back").isFalse();
        assertThat(proof.isReached(at(2, 0x64), new ScriptedConnection("10.0.0.3:5432").at("1", "0/64").get(), before, false))
                .as("another server").isFalse();
    }

    /** The log of both databases is one. */
    @Test
    void aConnectionToAnotherDatabaseOfTheServerProvesNothing() throws SQLException {
        Sample other = monitored(ScriptedConnection.DATABASE_NUMBER + 1, position(1, 0x64));

        assertThat(proof.isReached(at(1, 0x64), connection.get(), other, false)).as("a new connection").isFalse();
        assertThat(proof.isReached(at(1, 0x64), connection.get(), other, false)).as("a known connection").isFalse();
    }

    private static Sample monitored(long database, PostgresLsn shown) {
        return new Sample(now(), new ServerIdentity(SERVER, "2026-11-22 12:00:00+00"), new DatabaseIdentity("app", database),
                Role.REPLICA, shown, null, Session.UNKNOWN, null);
    }

    private static RequiredPosition at(int timeline, long lsn) {
        return RequiredPosition.of(position(timeline, lsn));
    }

    private static PostgresLsn position(int timeline, long lsn) {
        return new PostgresLsn(ScriptedConnection.DATABASE, timeline, lsn);
    }

    /** A moment after all earlier questions. */
    private static long now() {
        return System.nanoTime() + 1;
    }

    private static Sample news(String server, long sentAtNanos, long lsn) {
        return new Sample(sentAtNanos, new ServerIdentity(server, "2026-11-22 12:00:00+00"), Role.REPLICA, position(1, lsn),
                null);
    }
}
