package io.quarkiverse.replicated.benchmarks.frontier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

class PictureTest {

    private static final Path FILE = Path.of("target/picture.svg");

    @Test
    void everyWayIsNamedAtEveryLagAlsoWhereMarkersCoincide() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Lag lag : Lag.all()) {
            boolean far = outcomes.size() > 12;
            outcomes.add(Outcomes.of(Way.METHOD_ROUTING, lag, 100, outcomes.size() * 10 + 4));
            outcomes.add(Outcomes.of(Way.WINDOW_2S, lag, far ? 0 : 28, 0));
            outcomes.add(Outcomes.of(Way.WINDOW_5S, lag, far ? 0 : 4, 0));
            outcomes.add(Outcomes.of(Way.POSITION, lag, far ? 1 : 99, 0));
            outcomes.add(Outcomes.of(Way.PRIMARY, lag, 0, 0));
        }

        String svg = new Picture(Mix.MOSTLY_READS, outcomes).svg();

        Files.writeString(FILE, svg);
        for (Way way : Way.values()) {
            assertThat(svg).containsPattern("(?s)(" + Pattern.quote(">" + way + " ") + ".*){5}");
        }
    }

    @Test
    void textIsTextInWhateverTheReaderTakesForSansSerif() {
        String svg = new Picture(Mix.MOSTLY_READS, List.of(Outcomes.of(Way.POSITION, Lag.BY_CHANCE, 93, 0))).svg();

        assertThat(svg).contains(">lag by chance</text>").contains("font-family: sans-serif")
                .doesNotContainPattern("font-family: (?!sans-serif)");
    }
}
