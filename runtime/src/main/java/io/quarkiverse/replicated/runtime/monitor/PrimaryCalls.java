package io.quarkiverse.replicated.runtime.monitor;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkiverse.replicated.runtime.server.PrimaryState;

/** The callers that want the next answer of the primary, and do not block until it comes. All of them share an answer. */
final class PrimaryCalls {

    private record Call(long askedAtNanos, CompletableFuture<PrimaryState> answer) {
    }

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /** @param nowNanos only an answer to a question that is sent later counts, by the monotonic clock */
    CompletableFuture<PrimaryState> add(long nowNanos) {
        Call call = new Call(nowNanos, new CompletableFuture<>());
        calls.add(call);
        return call.answer;
    }

    /** Passes on what is known of the primary, after it has answered or failed to. */
    void pass(PrimaryState state) {
        for (Call call : calls) {
            if (state.wasAskedSince(call.askedAtNanos) && calls.remove(call)) {
                call.answer.complete(state);
            }
        }
    }
}
