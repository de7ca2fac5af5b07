package io.quarkiverse.replicated.it.telemetry;

import static io.restassured.RestAssured.given;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code /q/metrics} says at a moment, in the text format of Prometheus. */
public record Metrics(List<String> lines) {

    public static Metrics now() {
        String text = given().accept("text/plain").get("/q/metrics").then().statusCode(200).extract().asString();
        return new Metrics(text.lines().filter(it -> !it.startsWith("#")).toList());
    }

    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        lines.forEach(it -> names.add(it.split("[{ ]", 2)[0]));
        return names;
    }

    /** Of the one line with this name and all of these tags. */
    public double value(String name, Map<String, String> tags) {
        List<String> found = lines.stream().filter(it -> it.startsWith(name + "{") || it.startsWith(name + " "))
                .filter(it -> tags.entrySet().stream()
                        .allMatch(tag -> it.contains(tag.getKey() + "=\"" + tag.getValue() + "\"")))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(name + tags + " is not there once: " + found);
        }
        return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ')));
    }
}
