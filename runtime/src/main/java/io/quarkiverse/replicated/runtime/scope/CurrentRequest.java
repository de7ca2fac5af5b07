package io.quarkiverse.replicated.runtime.scope;

import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.Request;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Finds the request that the current thread works for, in the Vert.x duplicated context that all threads of the request share.
 * Without such a context (plain threads, command-line programs, applications without Vert.x) there is no request.
 */
public final class CurrentRequest {

    // The key is a string, because a live reload loads the extension's classes anew while Vert.x stays.
    private static final String KEY = "io.quarkiverse.replicated.request";

    // Applications without HTTP may lack Vert.x. The result is a constant, so that the check costs nothing at run time.
    private static final boolean VERTX_PRESENT = ClassPath.has("io.smallrye.common.vertx.VertxContext");

    private CurrentRequest() {
    }

    /** The current request; {@link Request#NONE} outside of requests. */
    public static Request get() {
        return VERTX_PRESENT ? DuplicatedContext.get() : Request.NONE;
    }

    /** The request that this Vert.x context belongs to. */
    public static Request in(Context context) {
        return DuplicatedContext.in(context);
    }

    /**
     * Whether the current thread is one that no framework gave any work, such as a thread of the application's own executor.
     * Nothing shows what it works for.
     */
    public static boolean isOnPlainThread() {
        return !VERTX_PRESENT || DuplicatedContext.isAbsent();
    }

    /** Makes this the request that the current thread works for. */
    public static void set(Request request) {
        DuplicatedContext.set(request);
    }

    /** Records that code with this intent is about to run for the current request. */
    public static void declareWrites(RouteIntent intent) {
        if (intent.target() == Target.PRIMARY) {
            get().declareWrites();
        }
    }

    /** The only code that needs Vert.x. It is a class of its own, so that it is not loaded without Vert.x. */
    private static final class DuplicatedContext {

        static Request get() {
            return in(Vertx.currentContext());
        }

        static Request in(Context context) {
            Request request = context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(KEY) : null;
            return request != null ? request : Request.NONE;
        }

        static boolean isAbsent() {
            Context context = Vertx.currentContext();
            return context == null || !VertxContext.isDuplicatedContext(context);
        }

        static void set(Request request) {
            Context context = Vertx.currentContext();
            if (context != null && VertxContext.isDuplicatedContext(context)) {
                context.putLocal(KEY, request);
            }
        }
    }
}
