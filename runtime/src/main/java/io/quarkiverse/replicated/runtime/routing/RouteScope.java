package io.quarkiverse.replicated.runtime.routing;

/**
 * The intent of the call that this thread is in, set by an annotation or by {@code Replication}.
 * <p>
 * It belongs to the call and not to the request: two tasks of one request that run at the same time under crossing
 * annotations each have their own, and neither can restore the other's. Context propagation carries it to the tasks that a
 * call starts.
 */
public final class RouteScope {

    private static final ThreadLocal<RouteIntent> CURRENT = new ThreadLocal<>();

    private RouteScope() {
    }

    /** The innermost intent, or {@code null} outside of every scope. */
    public static RouteIntent current() {
        return CURRENT.get();
    }

    /** What this thread wants now: the innermost scope decides, then the request. */
    public static RouteIntent intent(Request request) {
        RouteIntent scope = CURRENT.get();
        return scope != null ? scope : request.intent();
    }

    /** Opens a scope. The caller closes it with {@link #restore} in a {@code finally} block, giving back what it got here. */
    public static RouteIntent enter(RouteIntent intent) {
        RouteIntent outer = CURRENT.get();
        CURRENT.set(intent.inside(outer));
        return outer;
    }

    /** Closes a scope: {@code outer} is what {@link #enter} returned. */
    public static void restore(RouteIntent outer) {
        // Not remove(): the next scope of this thread would have to allocate the entry again.
        CURRENT.set(outer);
    }

    /** For context propagation, which captures and restores the variable itself. */
    public static ThreadLocal<RouteIntent> threadLocal() {
        return CURRENT;
    }
}
