package io.quarkiverse.replicated.cluster;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Sends a query to one server until the answer is the wanted one. It goes on through restarts of the server.
 */
final class Poll implements AutoCloseable {

    private final PostgresNode node;
    private final Duration limit;
    private final String question;

    private AdminConnection connection;
    private String answer;
    private SQLException refusal;

    private Poll(PostgresNode node, Duration limit, String question) {
        this.node = node;
        this.limit = limit;
        this.question = question;
    }

    /**
     * @param what completes "replica-1 …" in the message
     * @return the wanted answer; never {@code null}
     */
    static String until(PostgresNode node, Duration limit, String question, Predicate<String> wanted, String what) {
        try (Poll poll = new Poll(node, limit, question)) {
            Await.until(limit, () -> poll.ask() && wanted.test(poll.answer), () -> poll.complaint(what));
            return poll.answer;
        }
    }

    private boolean ask() {
        try {
            if (connection == null) {
                connection = AdminConnection.open(node, limit);
            }
            answer = connection.ask(question);
            refusal = null;
            return answer != null;
        } catch (SQLException e) {
            if (!passing(e)) {
                throw node.failure("refused: " + question, e);
            }
            refusal = e;
            close();
            return false;
        }
    }

    /** No connection (class 08), or the server is starting or stopping (57P01 to 57P03). */
    private static boolean passing(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    private PostgresClusterException complaint(String what) {
        return node.failure(what + " within " + Await.seconds(limit) + "; last answer to " + question + ": " + answer, refusal);
    }

    @Override
    public void close() {
        AdminConnection last = connection;
        connection = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                if (refusal == null) {
                    throw node.failure("did not close a connection", e);
                }
                refusal.addSuppressed(e);
            }
        }
    }
}
