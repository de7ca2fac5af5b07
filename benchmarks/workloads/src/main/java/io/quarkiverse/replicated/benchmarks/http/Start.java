package io.quarkiverse.replicated.benchmarks.http;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkiverse.replicated.benchmarks.Access;
import io.quarkiverse.replicated.benchmarks.Build;
import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.it.harness.Application;
import io.quarkiverse.replicated.it.harness.Client;

/**
 * One start of an application, from the start of its process until it has answered its first read.
 *
 * @param listening when its log said that it listens
 * @param firstAnswer when the first read, which was sent then, was answered
 * @param byItself what Quarkus says that the start took, which begins when the JVM is up
 * @param processor what it has used of the processors until the first answer
 * @param residentBytes after the first answer
 */
record Start(Duration listening, Duration firstAnswer, Duration byItself, Duration processor, long residentBytes) {

    private static final Pattern STARTED = Pattern.compile("started in ([\\d.]+)s");

    /** Ends the application again. */
    static Start measure(Build build, PostgresCluster cluster, Path logs) {
        try (Application application = build.start(logs, build.settings(cluster))) {
            long sentAtNanos = System.nanoTime();
            HttpResponse<String> answer = new Client().get(application, Access.ORM.path() + "1");
            Duration answered = application.startTime().plusNanos(System.nanoTime() - sentAtNanos);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(build + " answered its first read with " + answer.statusCode());
            }
            return new Start(application.startTime(), answered, byItself(application), application.process().processorTime(),
                    application.process().residentBytes());
        }
    }

    private static Duration byItself(Application application) {
        Matcher started = STARTED.matcher(application.log());
        if (!started.find()) {
            throw new IllegalStateException("Quarkus does not say how long it took:\n" + application.log());
        }
        return Duration.ofMillis(Math.round(1000 * Double.parseDouble(started.group(1))));
    }
}
