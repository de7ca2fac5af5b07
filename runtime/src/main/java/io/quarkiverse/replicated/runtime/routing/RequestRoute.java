package io.quarkiverse.replicated.runtime.routing;

/**
 * What holds for one request as a whole: the intent of its method, and that of its endpoint once it has been matched. One
 * object per request, shared by all the threads that work for it.
 */
public abstract class RequestRoute {

    private final RouteIntent method;
    private volatile RouteIntent endpoint;

    protected RequestRoute(RouteIntent method) {
        this.method = method;
    }

    /** The annotation of the endpoint, or of a sub-resource locator on the way to it: the last one matched is the nearest. */
    public void endpoint(RouteIntent intent) {
        endpoint = intent;
    }

    public RouteIntent intent() {
        RouteIntent nearest = endpoint;
        return nearest != null ? nearest : method;
    }

    /** Names the endpoint for a message, without the values of its parameters where that can be had. Not for the fast path. */
    public abstract String describe();
}
