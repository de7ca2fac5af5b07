package io.quarkiverse.replicated.it.consistency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Something that happens to the servers, and ends.
 *
 * @param name for the table
 * @param given what is set up before the application starts
 * @param hurts begins it; no read that starts after it has returned is excused, unless the primary alone could serve it
 * @param lasts for how long
 * @param heals ends it; if the primary was away, writes and reads of clients that wrote are excused until the application says
 *        that the primary accepts writes
 * @param isNoticed the application says that it has begun
 * @param isOver the application says that all is well
 * @param withoutPrimary nothing can be written meanwhile
 * @param settings of the application, besides those of all
 */
record Outage(String name, Action given, Action hurts, Duration lasts, Action heals, Predicate<Servers> isNoticed,
        Predicate<Servers> isOver, boolean withoutPrimary, Map<String, String> settings) {

    /** What is done to the servers. */
    interface Action {

        void on(OutageScene scene) throws Exception;
    }

    static final Action NOTHING = scene -> {
    };

    static Outage of(String name, Action hurts, Duration lasts, Action heals, Predicate<Servers> isNoticed) {
        return new Outage(name, NOTHING, hurts, lasts, heals, isNoticed, Servers::areAllWell, false, Map.of());
    }

    /** The primary is away. */
    static Outage ofPrimary(String name, Action hurts, Duration lasts, Action heals, Predicate<Servers> isOver) {
        return new Outage(name, NOTHING, hurts, lasts, heals, it -> !it.primaryWrites(), isOver, true, Map.of());
    }

    Outage given(Action setUp) {
        return new Outage(name, setUp, hurts, lasts, heals, isNoticed, isOver, withoutPrimary, settings);
    }

    Outage with(String setting, String value) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(setting, value);
        return new Outage(name + ", " + setting.substring(setting.lastIndexOf('.') + 1) + "=" + value, given, hurts, lasts,
                heals, isNoticed, isOver, withoutPrimary, all);
    }
}
