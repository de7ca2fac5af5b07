package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.awaitility.Awaitility;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.restassured.response.Response;

/** The replica shows nothing new while it is held. */
@ApplicationScoped
public class Replay {

    @Inject
    @DataSource("replica")
    AgroalDataSource replica;

    void hold() throws SQLException {
        execute("SELECT pg_wal_replay_pause()");
    }

    void release() throws SQLException {
        execute("SELECT pg_wal_replay_resume()");
    }

    /** The answer to a read that has to wait for 300 ms until the replica shows what its client has written. */
    Response readThatWaits(String path) throws Exception {
        CompletableFuture<Response> read;
        hold();
        try {
            Map<String, String> cookies = given().get("/ledger/annotated").cookies();
            read = CompletableFuture.supplyAsync(() -> given().cookies(cookies).get(path));
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> !read.isDone());
        } finally {
            release();
        }
        return read.get(10, TimeUnit.SECONDS);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = replica.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
