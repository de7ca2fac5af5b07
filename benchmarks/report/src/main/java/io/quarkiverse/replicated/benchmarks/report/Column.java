package io.quarkiverse.replicated.benchmarks.report;

import java.util.Locale;

/**
 * @param name with the unit, such as {@code GET p50 ms}
 * @param format of numbers, as of {@link String#format}; JSON has them in full
 */
public record Column(String name, String format) {

    /** Of words. */
    public static Column of(String name) {
        return new Column(name, "%s");
    }

    /** A number as the format says, a sample with its least and greatest, a dash for what was not measured. */
    String text(Object cell) {
        if (cell == null) {
            return "–";
        }
        if (cell instanceof Sample sample) {
            return number(sample.median()) + " (" + number(sample.min()) + "–" + number(sample.max()) + ")";
        }
        return cell instanceof Number number ? number(number.doubleValue()) : cell.toString();
    }

    private String number(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
