package io.quarkiverse.replicated.runtime.routing;

import static io.quarkiverse.replicated.runtime.monitor.Servers.at;
import static io.quarkiverse.replicated.runtime.monitor.Servers.late;
import static io.quarkiverse.replicated.runtime.monitor.Servers.required;
import static io.quarkiverse.replicated.runtime.monitor.Servers.usable;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.monitor.Servers;
import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LocalCommits;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.LagLimit;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.ReplicaSelector;
import io.quarkiverse.replicated.runtime.server.ReplicaSet;
import io.quarkiverse.replicated.runtime.server.Server;
import io.quarkiverse.replicated.runtime.server.Unusable;
import io.quarkiverse.replicated.runtime.server.Unusable.Cause;

/** Checks that the README, the guide, the reasons and the code have the same rules in the same order. */
class RuleTableTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    private static final Server PRIMARY = Servers.PRIMARY;
    private static final Server FIRST = new Server(Target.REPLICA, "r1", 1);
    private static final Server SECOND = new Server(Target.REPLICA, "r2", 2);
    private static final RouteIntent GET = new RouteIntent(Target.REPLICA, Reason.HTTP_METHOD, "GET", true);
    private static final RouteIntent POST = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
    private static final Unusable GONE = new Unusable(Cause.UNREACHABLE, "gone");
    private static final long LATE = Duration.ofSeconds(20).toNanos();

    private static final ReplicaSet BOTH = usable(usable(Servers.unproved(FIRST, SECOND), FIRST, at(1, 100)), SECOND,
            at(1, 200));
    private static final ReplicaSet NONE_USABLE = Servers.unproved(FIRST, SECOND);
    private static final ReplicaSet ALL_LATE = late(late(Servers.unproved(
            new LagLimit(Servers.MAX_LAG, OptionalLong.empty(), Duration.ofMinutes(1), false, "max-lag"), FIRST, SECOND), FIRST,
            at(1, 100), 0), SECOND, at(1, 200), 0);

    /** One row of the table. */
    private record Rule(int number, String situation, String goesTo, String reason) {

        static Rule of(String[] cells) {
            return new Rule(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3].replace("*", "_"));
        }

        List<Reason> reasons() {
            return CODE.matcher(reason).results().map(it -> Reason.valueOf(it.group(1))).toList();
        }

        @Override
        public String toString() {
            return number + ": " + situation;
        }
    }

    /** The decisions of the code in the situation of each rule, each with the earlier decision if the rule refers to one. */
    private record Decided(Reason wantedOrBefore, Placement placement) {
    }

    private static final Map<Integer, Supplier<Decided>> CODE_OF_RULES = Map.of(
            2, () -> decide(DeclaredRoute.PRIMARY.by("a bean"), POST, RequiredPosition.NONE, null, BOTH, 0),
            3, () -> decide(null, GET, RequiredPosition.NONE, null, BOTH, 0),
            4, () -> decide(null, POST, RequiredPosition.NONE, null, BOTH, 0),
            5, () -> decide(null, null, RequiredPosition.NONE, null, BOTH, 0),
            6, () -> before(Reason.REPLICA_LOST,
                    decide(null, GET, RequiredPosition.NONE, PRIMARY.because(Reason.REPLICA_LOST), BOTH, 0)),
            7, () -> decide(null, GET, RequiredPosition.NONE, null, ALL_LATE, LATE),
            8, () -> decide(null, GET, RequiredPosition.NONE, FIRST.because(Reason.HTTP_METHOD), NONE_USABLE, 0),
            9, () -> decide(null, GET, RequiredPosition.NONE, FIRST.because(Reason.HTTP_METHOD), BOTH.without(FIRST, GONE), 0),
            10, () -> decide(null, GET, required(1, 150), FIRST.because(Reason.HTTP_METHOD), BOTH, 0),
            11, () -> decide(null, GET, required(1, 201), FIRST.because(Reason.HTTP_METHOD), BOTH, 0));

    private static Decided decide(RouteIntent scope, RouteIntent method, RequiredPosition required, Placement reading,
            ReplicaSet replicas, long nowNanos) {
        Request request = method == null ? Request.NONE
                : new ScriptedRequest(method, new Group(new LocalCommits(Clock.SYSTEM)));
        RouteScope.restore(scope);
        try {
            RouteIntent intent = RouteScope.intent(request);
            return new Decided(intent.reason(),
                    new Router(PRIMARY, ReplicaSelector.ROUND_ROBIN).place(intent, required, reading,
                            replicas, 0, nowNanos));
        } finally {
            RouteScope.restore(null);
        }
    }

    private static Decided before(Reason before, Decided decided) {
        return new Decided(before, decided.placement);
    }

    static List<Rule> readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md")).lines().filter(it -> it.matches("\\| \\d+ \\|.*"))
                .map(it -> Rule.of(cells(it))).toList();
    }

    static List<Rule> guide() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/modules/ROOT/pages/routing.adoc"));
        String table = page.substring(page.indexOf("| # | situation"), page.indexOf("\n|===", page.indexOf("| # | situation")));
        List<Rule> rules = new ArrayList<>();
        for (String row : table.split("\n(?=\\| \\d+ \\|)")) {
            if (row.matches("(?s)\\| \\d+ \\|.*")) {
                rules.add(Rule.of(cells(row.replace("\n", " "))));
            }
        }
        return rules;
    }

    private static String[] cells(String row) {
        return Stream.of(row.replaceAll("^\\|", "").split("\\|")).map(String::strip).toArray(String[]::new);
    }

    @Test
    void rulesAreNumberedFromOneToEleven() throws IOException {
        assertThat(readme()).extracting(Rule::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void theGuideHasTheRulesOfTheReadme() throws IOException {
        assertThat(guide()).isEqualTo(readme());
    }

    /** The observe-only mode replaces all rules, so its reason comes after them. */
    @Test
    void reasonsHaveTheOrderOfTheRulesThatGiveThem() throws IOException {
        List<Reason> inOrder = readme().stream().flatMap(it -> it.reasons().stream()).distinct().toList();

        assertThat(inOrder)
                .containsExactlyElementsOf(Arrays.stream(Reason.values()).filter(it -> it != Reason.OBSERVE_ONLY).toList());
    }

    /** Rule 1 is applied where transactions are known. Every other rule has a situation here. */
    @ParameterizedTest
    @MethodSource("readme")
    void theCodeDecidesAsTheRuleSays(Rule rule) {
        if (rule.number == 1) {
            assertThat(rule.reasons()).containsExactly(Reason.OPEN_TRANSACTION);
            return;
        }

        Decided decided = CODE_OF_RULES.get(rule.number).get();

        if (rule.reasons().isEmpty()) {
            assertThat(rule.reason).isIn("_as before_", "_by rule 2 or 3_");
            assertThat(decided.placement.reason()).isEqualTo(decided.wantedOrBefore);
        } else {
            assertThat(rule.reasons()).contains(decided.placement.reason());
        }
        if (!rule.goesTo.equals("what it says")) {
            assertThat(rule.goesTo.contains("primary")).isEqualTo(decided.placement.target() == Target.PRIMARY);
        }
    }

    /** The request goes to the primary whatever the other replicas show, even if one of them showed the position. */
    @Test
    void aRequestWhoseReplicaIsLostAndWhosePositionIsNotReachedHasLostItsReplica() {
        Decided decided = decide(null, GET, required(1, 201), FIRST.because(Reason.HTTP_METHOD), BOTH.without(FIRST, GONE), 0);

        assertThat(decided.placement).isEqualTo(PRIMARY.because(Reason.REPLICA_LOST));
    }
}
