package io.quarkiverse.replicated.runtime.server;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static io.quarkiverse.replicated.runtime.position.RequiredPosition.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

class ReplicaSelectorTest {

    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");

    private final Server first = new Server(Target.REPLICA, "first", 1);
    private final Server second = new Server(Target.REPLICA, "second", 2);
    private final Server third = new Server(Target.REPLICA, "third", 3);
    private final ReplicaSet all = usable(
            usable(usable(Servers.unproved(first, second, third), first, at(1, 100)), second, at(1, 100)), third, at(1, 200));
    private final Map<Server, Double> loads = new HashMap<>(Map.of(first, 0.0, second, 0.0, third, 0.0));
    private final ReplicaSelector leastBusy = ReplicaSelector.leastBusy(loads::get);

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 41, Integer.MAX_VALUE - 4, Integer.MIN_VALUE, -30 })
    void inTurnIsEvenOverAnyWindow(int start) {
        assertThat(picks(ReplicaSelector.ROUND_ROBIN, all, start, 30).values()).containsExactly(10, 10, 10);
    }

    @Test
    void eachHasItsTurn() {
        assertThat(IntStream.range(0, 4).mapToObj(turn -> pick(ReplicaSelector.ROUND_ROBIN, all, turn)))
                .containsExactly(first, second, third, first);
    }

    @Test
    void theCounterOverflowsFromThePositiveToTheNegativeAndBack() {
        assertThat(pick(ReplicaSelector.ROUND_ROBIN, all, Integer.MAX_VALUE)).isSameAs(second);
        assertThat(pick(ReplicaSelector.ROUND_ROBIN, all, Integer.MIN_VALUE)).as("the turns continue").isSameAs(third);
        assertThat(pick(ReplicaSelector.ROUND_ROBIN, all, -1)).as("2^32 - 1 is divisible by three").isSameAs(first);
        assertThat(pick(ReplicaSelector.ROUND_ROBIN, all, 0)).as("the same replica twice, once in 2^32 turns").isSameAs(first);
    }

    @Test
    void oneThatLeavesIsNotTheLoadOfItsNeighbour() {
        ReplicaSet without = all.without(first, GONE);

        assertThat(picks(ReplicaSelector.ROUND_ROBIN, without, 7, 30)).isEqualTo(Map.of(second, 15, third, 15));
    }

    @Test
    void oneThatComesBackHasItsShareAgain() {
        int turn = 0;
        Map<Server, Integer> picks = picks(ReplicaSelector.ROUND_ROBIN, all.without(second, GONE), turn, 30);
        assertThat(picks).doesNotContainKey(second);

        assertThat(picks(ReplicaSelector.ROUND_ROBIN, all, turn + 30, 30).values()).containsExactly(10, 10, 10);
    }

    @Test
    void onlyThoseThatShowWhatIsRequiredHaveATurn() {
        ReplicaSet set = usable(all, second, at(1, 200));

        assertThat(IntStream.range(0, 4)
                .mapToObj(turn -> ReplicaSelector.ROUND_ROBIN.select(set, required(1, 150), 2, turn, 0)))
                .containsExactly(second, third, second, third);
    }

    @Test
    void theLeastBusyIsTakenWhicheverReplicaHasTheTurn() {
        loads.putAll(Map.of(first, 0.5, second, 0.2, third, 0.3));

        assertThat(picks(leastBusy, all, 0, 6)).isEqualTo(Map.of(second, 6));
        assertThat(pick(leastBusy, all.without(second, GONE), 0)).isSameAs(third);
    }

    @Test
    void thoseThatAreEquallyBusyAreTakenInTurn() {
        assertThat(picks(leastBusy, all, 5, 30).values()).containsExactly(10, 10, 10);

        loads.put(second, 1.0);
        assertThat(List.of(pick(leastBusy, all, 0), pick(leastBusy, all, 2))).containsExactly(first, third);
    }

    private static Server pick(ReplicaSelector selector, ReplicaSet set, int turn) {
        return selector.select(set, NONE, set.count(NONE, 0), turn, 0);
    }

    private static Map<Server, Integer> picks(ReplicaSelector selector, ReplicaSet set, int start, int times) {
        Map<Server, Integer> picks = new HashMap<>();
        for (int i = 0; i < times; i++) {
            picks.merge(pick(selector, set, start + i), 1, Integer::sum);
        }
        return picks;
    }
}
