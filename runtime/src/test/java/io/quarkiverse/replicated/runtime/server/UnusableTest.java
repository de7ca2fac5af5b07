package io.quarkiverse.replicated.runtime.server;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class UnusableTest {

    @ParameterizedTest
    @CsvSource({ "08001, UNREACHABLE", "08006, UNREACHABLE", "57P01, UNREACHABLE", "57P03, UNREACHABLE", ", REFUSED",
            "28P01, REFUSED", "53300, UNANSWERED", "3D000, REFUSED", "57014, REFUSED" })
    void theSqlStateShowsWhetherTheServerIsThere(String state, Cause cause) {
        assertThat(because(new SQLException("no", state))).isEqualTo(new Unusable(cause, "no", state == null ? "" : state));
    }

    @Test
    void aTimeoutIsSilenceWhateverItsState() {
        assertThat(because(new SQLTimeoutException("no answer", "28P01")).cause()).isEqualTo(Cause.SILENT);
    }

    @Test
    void anExceptionMayHaveNothingToSay() {
        assertThat(because(new SQLException()).detail()).isEqualTo("null");
    }

    @Test
    void aQuestionThatIsRefusedIsAnAnswerWhateverItsState() {
        Unusable why = because(new QuestionRefused(new SQLException("permission denied", "42501"), Role.PRIMARY));

        assertThat(why).isEqualTo(new Unusable(Cause.UNANSWERED, "permission denied", "42501"));
        assertThat(why.cause().isGone()).isFalse();
        assertThat(why.cause().emptiesPool()).isFalse();
    }

    /** The driver reports whatever it did not expect with a sentence that says nothing. */
    @Test
    void whatTheDriverDidNotExpectIsShown() {
        assertThat(because(new SQLException("Something unusual has occurred", "99999", new EOFException())).detail())
                .isEqualTo("EOFException");
        assertThat(because(new SQLException("The connection attempt failed.", "08001", new UnknownHostException("db-2")))
                .detail()).isEqualTo("The connection attempt failed. (UnknownHostException: db-2)");
    }

    @Test
    void aServerThatIsShuttingDownIsStillThere() {
        assertThat(because(new SQLException("shutting down", "57P03")).isAnswer()).isTrue();
        assertThat(because(new SQLException("refused", "08001")).isAnswer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "UNREACHABLE, SILENT, false", "SILENT, UNREACHABLE, false", "REFUSED, SILENT, false",
            "UNREACHABLE, REFUSED, false", "LAG, LAG, false", "UNPROVED, LAG, false", "UNREACHABLE, UNPROVED, true",
            "LAG, UNREACHABLE, true", "UNREACHABLE, LAG, true", "OTHER_TIMELINE, LAG, true", "NOT_A_PRIMARY, SILENT, true",
            "UNREACHABLE, NOT_A_REPLICA, true", "UNREACHABLE, UNANSWERED, true", "UNANSWERED, SILENT, true",
            "UNANSWERED, UNANSWERED, false" })
    void itIsNewsUnlessItSaysTheSameOrNothing(Cause now, Cause before, boolean news) {
        assertThat(now.isNewsAfter(before)).isEqualTo(news);
    }

    private static Unusable because(SQLException failure) {
        return Unusable.because(failure, POSTGRES.kindOf(failure));
    }
}
