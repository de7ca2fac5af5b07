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
import java.util.Set;
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

    /** A situation, and the placement that is right in it. */
    private record Case(RouteIntent scope, RouteIntent method, RequiredPosition required, RequiredPosition seen,
            Placement reading, ReplicaSet replicas, long nowNanos, Placement expected) {

        Case(RouteIntent scope, RouteIntent method, RequiredPosition required, Placement reading, ReplicaSet replicas,
                long nowNanos, Placement expected) {
            this(scope, method, required, NONE, reading, replicas, nowNanos, expected);
        }

        static Case read(RequiredPosition required, Placement reading, ReplicaSet replicas, Placement expected) {
            return new Case(null, GET, required, reading, replicas, 0, expected);
        }

        /** @param seen what the request has seen on the primary in place of a replica */
        Case after(RequiredPosition seen) {
            return new Case(scope, method, required, seen, reading, replicas, nowNanos, expected);
        }

        Placement decided() {
            Request request = method == null ? Request.NONE
                    : new ScriptedRequest(method, new Group(new LocalCommits(Clock.SYSTEM)));
            RouteScope.restore(scope);
            try {
                return new Router(PRIMARY, ReplicaSelector.ROUND_ROBIN).place(RouteScope.intent(request), required, seen,
                        reading,
                        replicas, 0, nowNanos);
            } finally {
                RouteScope.restore(null);
            }
        }
    }

    private static final RequiredPosition NONE = RequiredPosition.NONE;
    private static final Placement ON_FIRST = FIRST.because(Reason.HTTP_METHOD);
    private static final Placement ON_SECOND = SECOND.because(Reason.HTTP_METHOD);
    private static final Placement STAYS_ON_PRIMARY = PRIMARY.because(Reason.POSITION_NOT_REACHED);
    private static final RouteIntent CALL = new RouteIntent(Target.PRIMARY, Reason.PROGRAMMATIC, "a call", false);

    /** The situations of each rule, with the only placement that the rule allows. */
    private static final Map<Integer, List<Case>> CODE_OF_RULES = Map.of(
            2, List.of(
                    new Case(DeclaredRoute.PRIMARY.by("a bean"), GET, NONE, null, BOTH, 0, PRIMARY.because(Reason.ANNOTATION)),
                    new Case(DeclaredRoute.REPLICA.by("a bean"), POST, NONE, null, BOTH, 0, FIRST.because(Reason.ANNOTATION)),
                    new Case(CALL, GET, NONE, null, BOTH, 0, PRIMARY.because(Reason.PROGRAMMATIC))),
            3, List.of(Case.read(NONE, null, BOTH, ON_FIRST)),
            4, List.of(new Case(null, POST, NONE, null, BOTH, 0, PRIMARY.because(Reason.HTTP_METHOD))),
            5, List.of(new Case(null, null, NONE, null, BOTH, 0, PRIMARY.because(Reason.NO_REQUEST))),
            6, List.of(
                    Case.read(NONE, STAYS_ON_PRIMARY, BOTH, STAYS_ON_PRIMARY),
                    Case.read(required(1, 150), STAYS_ON_PRIMARY, BOTH, STAYS_ON_PRIMARY),
                    Case.read(NONE, STAYS_ON_PRIMARY, BOTH, STAYS_ON_PRIMARY).after(RequiredPosition.UNKNOWN),
                    Case.read(NONE, STAYS_ON_PRIMARY, BOTH, STAYS_ON_PRIMARY).after(required(1, 201)),
                    Case.read(required(1, 201), STAYS_ON_PRIMARY, BOTH, STAYS_ON_PRIMARY).after(required(1, 150))),
            7, List.of(new Case(null, GET, NONE, null, ALL_LATE, LATE, ON_SECOND)),
            8, List.of(
                    Case.read(NONE, null, NONE_USABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
                    Case.read(NONE, ON_FIRST, NONE_USABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA))),
            9, List.of(Case.read(NONE, ON_FIRST, BOTH.without(FIRST, GONE), PRIMARY.because(Reason.REPLICA_LOST))),
            10, List.of(
                    Case.read(required(1, 150), ON_FIRST, BOTH, ON_SECOND),
                    Case.read(required(1, 50), ON_SECOND, BOTH, ON_SECOND),
                    Case.read(required(1, 150), null, BOTH, ON_SECOND),
                    Case.read(required(1, 50), STAYS_ON_PRIMARY, BOTH, ON_SECOND).after(required(1, 150))),
            11, List.of(
                    Case.read(required(1, 201), ON_FIRST, BOTH, PRIMARY.because(Reason.POSITION_NOT_REACHED)),
                    Case.read(RequiredPosition.UNKNOWN, null, BOTH, PRIMARY.because(Reason.POSITION_NOT_REACHED))));

    /** Situations of two rules at once. The rule that comes first in the table decides. */
    private static final Map<String, Case> IN_TURN = Map.of(
            "6 before 7", new Case(null, GET, NONE, STAYS_ON_PRIMARY, ALL_LATE, LATE, STAYS_ON_PRIMARY),
            "6 before 8", Case.read(NONE, STAYS_ON_PRIMARY, NONE_USABLE, STAYS_ON_PRIMARY),
            "6 before 9", Case.read(NONE, STAYS_ON_PRIMARY, BOTH.without(FIRST, GONE), STAYS_ON_PRIMARY),
            "7 before 9: late, but not lost",
            new Case(null, GET, NONE, ON_FIRST, ALL_LATE, LATE, ON_FIRST),
            "8 before 9", Case.read(NONE, ON_FIRST, BOTH.without(FIRST, GONE).without(SECOND, GONE),
                    PRIMARY.because(Reason.NO_USABLE_REPLICA)),
            "8 before 11", Case.read(required(1, 201), null, NONE_USABLE, PRIMARY.because(Reason.NO_USABLE_REPLICA)),
            "9 before 10", Case.read(required(1, 150), ON_FIRST, BOTH.without(FIRST, GONE),
                    PRIMARY.because(Reason.REPLICA_LOST)),
            "9 before 11", Case.read(required(1, 201), ON_FIRST, BOTH.without(FIRST, GONE),
                    PRIMARY.because(Reason.REPLICA_LOST)));

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

        for (Case situation : CODE_OF_RULES.get(rule.number)) {
            Placement expected = situation.expected;
            assertThat(situation.decided()).isEqualTo(expected);
            if (!rule.reasons().isEmpty()) {
                assertThat(rule.reasons()).contains(expected.reason());
            } else if (rule.reason.equals("_as before_")) {
                assertThat(expected).isEqualTo(situation.reading);
            } else {
                assertThat(rule.reason).isEqualTo("_by rule 2 or 3_");
                assertThat(expected.reason()).isEqualTo(situation.method.reason());
            }
            if (!rule.goesTo.equals("what it says")) {
                assertThat(rule.goesTo.contains("primary")).isEqualTo(expected.target() == Target.PRIMARY);
            }
        }
    }

    static Set<String> inTurn() {
        return IN_TURN.keySet();
    }

    @ParameterizedTest
    @MethodSource("inTurn")
    void theRuleThatComesFirstDecides(String rules) {
        assertThat(IN_TURN.get(rules).decided()).isEqualTo(IN_TURN.get(rules).expected);
    }
}
