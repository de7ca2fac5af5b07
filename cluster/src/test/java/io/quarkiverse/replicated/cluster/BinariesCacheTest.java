package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesCacheTest {

    @TempDir
    Path temporary;

    @Test
    void jvmsThatStartTogetherUnpackOnce() throws Exception {
        // These are the files of a JVM that was killed while it unpacked.
        String key = BundledArchive.find().key();
        Path cache = Files.createDirectory(temporary.resolve("cache"));
        Path partial = Files.createDirectories(cache.resolve(key + ".partial"));
        Files.createDirectories(partial.resolve("bin"));
        Files.writeString(partial.resolve("bin/postgres"), "half of it");

        String option = "-D" + BinariesCache.PROPERTY + "=" + cache;
        try (ChildJvm one = ChildJvm.start(temporary, option); ChildJvm two = ChildJvm.start(temporary, option)) {
            assertThat(one.read("ANSWER")).isEqualTo("42");
            assertThat(two.read("ANSWER")).isEqualTo("42");
        }

        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(key, key + ".lock");
        }
        assertThat(Files.size(cache.resolve(key).resolve("bin/postgres"))).isGreaterThan(1_000_000);
    }
}
