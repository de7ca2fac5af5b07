package io.quarkiverse.replicated.runtime.routing;

/**
 * The intent of the call that this thread is in. An annotation or {@code Replication} sets it.
 * <p>
 * The intent belongs to the call and not to the request. If two tasks of one request run at the same time under different
 * annotations, each has its own intent, and neither can restore that of the other. Context propagation carries the intent to
 * the tasks that a call starts.
 */
public final class RouteScope {

    private static final ThreadLocal<RouteIntent> CURRENT = new ThreadLocal<>();

    private RouteScope() {
    }

    /** The innermost intent, or {@code null} outside of every scope. */
    public static RouteIntent current() {
        return CURRENT.get();
    }

    /** What this thread wants now. The innermost scope decides; outside of scopes, the request decides. */
    public static RouteIntent intent(Request request) {
        RouteIntent scope = CURRENT.get();
        return scope != null ? scope : request.intent();
    }

    /**
     * Opens a scope. The caller closes it with {@link #restore} in a {@code finally} block, and passes the value returned
     * here.
     */
    public static RouteIntent enter(RouteIntent intent) {
        RouteIntent outer = CURRENT.get();
        CURRENT.set(intent.inside(outer));
        return outer;
    }

    /** Closes a scope. {@code outer} is what {@link #enter} returned. */
    public static void restore(RouteIntent outer) {
        // remove() is not used, because the next scope of this thread would have to allocate the entry again.
        CURRENT.set(outer);
    }

    /** The variable itself, for context propagation, which captures and restores it. */
    public static ThreadLocal<RouteIntent> threadLocal() {
        return CURRENT;
    }
}
