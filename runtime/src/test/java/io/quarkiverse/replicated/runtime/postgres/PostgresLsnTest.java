package io.quarkiverse.replicated.runtime.postgres;

import static io.quarkiverse.replicated.runtime.monitor.Servers.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.LogPosition.History;

class PostgresLsnTest {

    // These numbers are in the upper half of the unsigned range, so they are negative as signed numbers.
    private static final long HIGH = 0xFFFFFFFF_FFFFFF00L;
    private static final int HIGH_TIMELINE = 0xFFFFFFF0;

    private static final PostgresLsn ELSEWHERE = new PostgresLsn(DATABASE + 1, 1, 100);

    @ParameterizedTest
    @CsvSource({ "0/0, 0", "0/212E890, 212e890", "16/B374D848, 16b374d848", "A/0, a00000000", "1/1, 100000001",
            "FFFFFFFF/FFFFFFFF, ffffffffffffffff", "80000000/00000000, 8000000000000000" })
    void isParsedAsPostgresWritesIt(String text, String hexadecimal) {
        assertThat(PostgresLsn.parse(text)).isEqualTo(Long.parseUnsignedLong(hexadecimal, 16));
    }

    @Test
    void isWrittenAsPostgresDoesForMessages() {
        assertThat(at(3, 0x16_B374D848L)).hasToString("16/B374D848 on timeline 3");
        assertThat(at(1, 0xFFL)).hasToString("0/000000FF on timeline 1");
    }

    @Test
    void aServerAtThePositionOrBeyondHasReachedIt() {
        assertThat(at(1, 100).isReachedBy(at(1, 100))).isTrue();
        assertThat(at(1, 100).isReachedBy(at(1, 101))).isTrue();
        assertThat(at(1, 100).isReachedBy(at(1, 99))).isFalse();
    }

    @Test
    void numbersAreUnsigned() {
        assertThat(at(1, 100).isReachedBy(at(1, HIGH))).isTrue();
        assertThat(at(1, HIGH).isReachedBy(at(1, 100))).isFalse();
    }

    @Test
    void aReplicaOnAnotherTimelineHasNotReachedIt() {
        assertThat(at(1, 100).isReachedBy(at(2, 200))).isFalse();
        assertThat(at(2, 100).isReachedBy(at(1, 200))).isFalse();
    }

    @Test
    void aServerOfAnotherDatabaseHasNotReachedIt() {
        assertThat(at(1, 100).isReachedBy(new PostgresLsn(DATABASE + 1, 1, 200))).isFalse();
    }

    @Test
    void aServerThatSaysNothingHasNotReachedIt() {
        assertThat(at(1, 0).isReachedBy(null)).isFalse();
    }

    @Test
    void theLaterOfTwoIsFoundByTimelineFirst() {
        assertThat(at(1, 200).and(at(2, 100))).isEqualTo(at(2, 100));
        assertThat(at(2, 100).and(at(1, 200))).isEqualTo(at(2, 100));
        assertThat(at(1, 100).and(at(1, 200))).isEqualTo(at(1, 200));
        assertThat(at(1, 200).and(at(1, 100))).isEqualTo(at(1, 200));
    }

    @Test
    void theLaterOfTwoIsFoundAmongUnsignedNumbers() {
        assertThat(at(1, HIGH).and(at(1, 100))).isEqualTo(at(1, HIGH));
        assertThat(at(HIGH_TIMELINE, 1).and(at(1, 100))).isEqualTo(at(HIGH_TIMELINE, 1));
    }

    @Test
    void onlyPositionsOfOneTimelineAndDatabaseCanBeCompared() {
        assertThat(at(1, 100).isSameHistory(at(1, 5))).isTrue();
        assertThat(at(1, 100).isSameHistory(at(2, 100))).isFalse();
        assertThat(at(1, 100).isSameHistory(ELSEWHERE)).isFalse();
        assertThat(at(1, 100).isSameHistory(null)).isFalse();
    }

    @Test
    void aFailoverDoesNotMakeAnotherDatabase() {
        assertThat(at(1, 100).isSameDatabase(at(2, 5))).isTrue();
        assertThat(at(1, 100).isSameDatabase(ELSEWHERE)).isFalse();
        assertThat(at(1, 100).isSameDatabase(null)).isFalse();
    }

    @Test
    void onlyAnEarlierTimelineOfTheSameDatabaseIsBeforeTheFailover() {
        assertThat(at(1, 100).relationTo(at(2, 5))).isEqualTo(History.BEFORE_FAILOVER);
        assertThat(at(1, 100).relationTo(at(HIGH_TIMELINE, 5))).isEqualTo(History.BEFORE_FAILOVER);
        assertThat(at(2, 5).relationTo(at(1, 100))).isNotEqualTo(History.BEFORE_FAILOVER);
        assertThat(at(1, 5).relationTo(at(1, 100))).isNotEqualTo(History.BEFORE_FAILOVER);
        assertThat(at(1, 5).relationTo(new PostgresLsn(DATABASE + 1, 2, 5))).isNotEqualTo(History.BEFORE_FAILOVER);
        assertThat(at(1, 5).relationTo(null)).isNotEqualTo(History.BEFORE_FAILOVER);
    }

    @ParameterizedTest
    @ValueSource(longs = { 24, 40 })
    void justBehindAPageHeaderIsTheEndOfThePageBefore(long offset) {
        for (long page : new long[] { 0, 8192, 3 * 8192, 0x1_000000L, 0x16_B3740000L, HIGH & -8192 }) {
            assertThat(PostgresLsn.endOfRecord(page + offset)).isEqualTo(page);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, 1, 8, 16, 23, 25, 32, 39, 41, 48, 56, 64, 4096 + 24, 8191 })
    void everywhereElseARecordEnds(long offset) {
        for (long page : new long[] { 0, 8192, 0x1_000000L, HIGH & -8192 }) {
            assertThat(PostgresLsn.endOfRecord(page + offset)).isEqualTo(page + offset);
        }
    }

    @Test
    void positionsOfTwoDatabasesCannotBeJoined() {
        assertThatThrownBy(() -> at(1, 100).and(ELSEWHERE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLaterPositionIncludesAnEarlierOneAndTheSame() {
        assertThat(at(1, 200).includes(at(1, 100))).isTrue();
        assertThat(at(1, 200).includes(at(1, 200))).isTrue();
        assertThat(at(1, 200).includes(at(1, 201))).isFalse();
        assertThat(at(2, 1).includes(at(1, 201))).as("the new timeline includes what is left of the old one").isTrue();
        assertThat(at(1, 200).includes(ELSEWHERE)).isFalse();
    }

    private static PostgresLsn at(int timeline, long lsn) {
        return new PostgresLsn(DATABASE, timeline, lsn);
    }
}
