package io.quarkiverse.replicated.benchmarks.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.SequenceBuilder;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.builders.StepCatalog;
import io.hyperfoil.core.steps.BreakIfFinishedStep;
import io.hyperfoil.core.steps.RestartSequenceStep;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.config.Protocol;
import io.hyperfoil.http.steps.HttpRequestStepBuilder;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.quarkiverse.replicated.benchmarks.Access;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.DocumentStore;

/**
 * Clients that ask without a pause, each with a connection and cookies of its own, which it begins without and keeps until the
 * end. It asks for the next document when it has the answer to the last one; documents are drawn by chance.
 */
final class Load {

    private final Application application;
    private final Access access;
    private final Workload workload;
    private final int clients;
    private final Duration duration;

    Load(Application application, Access access, Workload workload, int clients, Duration duration) {
        this.application = application;
        this.access = access;
        this.workload = workload;
        this.clients = clients;
        this.duration = duration;
    }

    /** Returns when all have their last answer. */
    LoadResult run() {
        AnsweredBy answeredBy = new AnsweredBy();
        Map<HttpMethod, StatisticsSnapshot> statistics = new EnumMap<>(HttpMethod.class);
        MeteredRun run = new MeteredRun(benchmark(answeredBy), application.process(),
                (method, snapshot) -> statistics.computeIfAbsent(method, it -> new StatisticsSnapshot()).add(snapshot));
        run.run();
        return new LoadResult(run.elapsed(), run.processorTime(), statistics, answeredBy.primary(), answeredBy.replica());
    }

    private Benchmark benchmark(AnsweredBy answeredBy) {
        BenchmarkBuilder benchmark = BenchmarkBuilder.builder().name(workload.name()).threads(1);
        benchmark.addPlugin(HttpPluginBuilder::new).http().protocol(Protocol.HTTP).allowHttp2(false)
                .host(application.address().getHost()).port(application.address().getPort()).sharedConnections(clients);
        SequenceBuilder requests = benchmark.addPhase("load").always(clients).duration(duration.toMillis()).scenario()
                .initialSequence("requests");
        for (HttpMethod method : workload.round()) {
            requests.step(StepCatalog.SC).randomInt("id <- 0 .. " + (DocumentStore.DOCUMENTS - 1));
            requests.step(StepCatalog.SC).randomInt("version <- 1 .. " + (Integer.MAX_VALUE - 1));
            HttpRequestStepBuilder request = requests.step(HttpStepCatalog.SC).httpRequest(method).metric(method.name());
            if (method == HttpMethod.POST) {
                request.path().pattern(access.path() + "${id}?version=${version}").end();
            } else {
                request.path().pattern(access.path() + "${id}").end();
                // Hyperfoil's clients have a cache as well, and would answer themselves.
                request.headers().header("Cache-Control", "no-store").endHeaders();
                request.handler().body(fragmented -> answeredBy);
            }
            // Else the last clients would be left alone with a whole round of requests, and be counted as if all were there.
            requests.step(new BreakIfFinishedStep());
        }
        // The session goes on, and with it the cookies.
        requests.step(new RestartSequenceStep(null));
        return benchmark.build();
    }
}
