package io.quarkiverse.replicated.runtime.devui;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last requests that used the database, for developers. Only dev mode has this. */
public final class Decisions {

    private static final int MOST = 500;

    private final Deque<DecisionView> decisions = new ArrayDeque<>();

    public synchronized void add(DecisionView decision) {
        if (decisions.size() == MOST) {
            decisions.removeFirst();
        }
        decisions.addLast(decision);
    }

    /** The requests, the newest first. */
    public synchronized List<DecisionView> latest() {
        List<DecisionView> latest = new ArrayList<>(decisions);
        Collections.reverse(latest);
        return latest;
    }
}
