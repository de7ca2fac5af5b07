package io.quarkiverse.replicated.it.topologies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an application has warned of, each message once however often and with whatever numbers it came. */
final class Warnings {

    private static final Pattern LINE = Pattern.compile("(?m)^\\S+ \\S+ (WARN|ERROR)\\s+\\[([^\\]]+)\\] \\([^)]*\\) (.*)$");
    private static final int LONGEST = 300;

    private Warnings() {
    }

    static List<String> of(String log) {
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        Matcher line = LINE.matcher(log);
        while (line.find()) {
            String text = line.group(1) + " " + line.group(3);
            // The first words: what follows are addresses, positions and reasons.
            String kind = line.group(2)
                    + text.substring(0, Math.min(70, text.length())).replaceAll("[0-9A-F]*\\d[0-9A-F]*", "#");
            first.putIfAbsent(kind, text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
            count.merge(kind, 1, Integer::sum);
        }
        return first.entrySet().stream().map(it -> count.get(it.getKey()) + " x " + it.getValue()).toList();
    }
}
