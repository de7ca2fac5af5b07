package io.quarkiverse.replicated.runtime.server;

import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class UnusableTest {

    @ParameterizedTest
    @CsvSource({ "08001, UNREACHABLE", "08006, UNREACHABLE", "57P01, UNREACHABLE", "57P03, UNREACHABLE", ", REFUSED",
            "28P01, REFUSED", "53300, REFUSED", "3D000, REFUSED", "57014, REFUSED" })
    void theSqlStateShowsWhetherTheServerIsThere(String state, Cause cause) {
        assertThat(because(new SQLException("no", state))).isEqualTo(new Unusable(cause, "no"));
    }

    @Test
    void aTimeoutIsSilenceWhateverItsState() {
        assertThat(because(new SQLTimeoutException("no answer", "28P01")).cause()).isEqualTo(Cause.SILENT);
    }

    @Test
    void anExceptionMayHaveNothingToSay() {
        assertThat(because(new SQLException()).detail()).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({ "UNREACHABLE, SILENT, false", "SILENT, UNREACHABLE, false", "REFUSED, SILENT, false",
            "UNREACHABLE, REFUSED, false", "LAG, LAG, false", "UNPROVED, LAG, false", "UNREACHABLE, UNPROVED, true",
            "LAG, UNREACHABLE, true", "UNREACHABLE, LAG, true", "OTHER_TIMELINE, LAG, true", "NOT_A_PRIMARY, SILENT, true",
            "UNREACHABLE, NOT_A_REPLICA, true" })
    void itIsNewsUnlessItSaysTheSameOrNothing(Cause now, Cause before, boolean news) {
        assertThat(now.isNewsAfter(before)).isEqualTo(news);
    }

    private static Unusable because(SQLException failure) {
        return Unusable.because(failure, POSTGRES.kindOf(failure));
    }
}
