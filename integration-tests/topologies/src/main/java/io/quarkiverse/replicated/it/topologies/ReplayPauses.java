package io.quarkiverse.replicated.it.topologies;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/**
 * Makes a member of Patroni late by chance: its replay is held for up to a second, again and again. It goes on through changes
 * of the member's role, which has no replay while it leads. Closing it sets the replay free.
 */
final class ReplayPauses implements AutoCloseable {

    private final PatroniMember member;
    private final Random random = new Random(1);
    private final Thread thread = new Thread(this::run, "replay-pauses");
    private volatile boolean over;

    ReplayPauses(PatroniMember member) {
        this.member = member;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!over) {
            attempt("SELECT pg_wal_replay_pause() WHERE pg_is_in_recovery()");
            Waiting.pass(Duration.ofMillis(100 + random.nextInt(900)));
            attempt("SELECT pg_wal_replay_resume() WHERE pg_is_in_recovery()");
            Waiting.pass(Duration.ofMillis(100 + random.nextInt(400)));
        }
    }

    private void attempt(String sql) {
        try {
            PatroniServers.execute(member, sql);
        } catch (SQLException e) {
            // It is away, or changes its role, at this moment.
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        attempt("SELECT pg_wal_replay_resume() WHERE pg_is_in_recovery()");
    }
}
