package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkiverse.replicated.it.Waiting;
import io.quarkus.agroal.DataSource;
import io.restassured.response.Response;

/** The replica shows nothing new while it is held. */
@ApplicationScoped
public class Replay {

    private static final String LIBRARY = "io.quarkiverse.replicated.runtime.";

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    /** Returns when the replay stands still, which the replica is only asked for at first. */
    void hold() throws SQLException {
        execute("SELECT pg_wal_replay_pause()");
        Waiting.await().until(() -> query("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
    }

    void release() throws SQLException {
        execute("SELECT pg_wal_replay_resume()");
    }

    /**
     * The answer to a read that has to wait for 300 ms at least until the replica shows what its client has written. They begin
     * when the read waits, however long it took to get there.
     */
    Response readThatWaits(String path) throws Exception {
        CompletableFuture<Response> read;
        hold();
        try {
            Map<String, String> cookies = given().get("/ledger/annotated").cookies();
            read = CompletableFuture.supplyAsync(() -> given().cookies(cookies).get(path));
            Waiting.await().until(Replay::doesARequestWait);
            long waitingSince = System.nanoTime();
            Waiting.await().until(() -> System.nanoTime() - waitingSince > Duration.ofMillis(300).toNanos());
            assertThat(read).as("the read").isNotDone();
        } finally {
            release();
        }
        return read.get(Waiting.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** A thread that works for a request stands still in the library. */
    private static boolean doesARequestWait() {
        return Thread.getAllStackTraces().entrySet().stream()
                .anyMatch(it -> it.getKey().getName().startsWith("executor-thread")
                        && it.getKey().getState() == Thread.State.TIMED_WAITING
                        && Stream.of(it.getValue()).anyMatch(frame -> frame.getClassName().startsWith(LIBRARY)));
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = replica.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = replica.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
