package io.quarkiverse.replicated.runtime.token;

import static io.quarkiverse.replicated.runtime.token.Tokens.bytes;
import static io.quarkiverse.replicated.runtime.token.Tokens.signed;
import static io.quarkiverse.replicated.runtime.token.Tokens.text;
import static io.quarkiverse.replicated.runtime.token.Tokens.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.TestPositions;

/** Covers the texts that a client may send. None of them may throw, and with a secret none of them may be believed. */
class TokenAttackTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int BATCHES = 1_000;
    private static final int BATCH = 1_000;

    // Each text is read twice in less than a microsecond. Ten microseconds are enough for a slow machine, but not for
    // a log line or an exception with its stack for each text.
    private static final Duration BEARABLE = Duration.ofNanos(10_000L * BATCHES * BATCH);

    private final TokenCodec signed = signed();
    private final TokenCodec unsigned = unsigned();

    static Stream<Token> tokens() {
        return TokenCodecTest.tokens();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void everySingleBitFlipIsRefused(Token token) {
        byte[] genuine = bytes(signed.encode(token));
        for (int bit = 0; bit < genuine.length * 8; bit++) {
            byte[] forged = genuine.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signed.decode(text(forged))).as("bit %d", bit).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void everyByteInEveryPlaceIsRefused(Token token) {
        byte[] genuine = bytes(signed.encode(token));
        for (int place = 0; place < genuine.length; place++) {
            for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
                byte[] forged = genuine.clone();
                forged[place] = (byte) value;
                if (value != genuine[place]) {
                    assertThat(signed.decode(text(forged))).as("%d in place %d", value, place).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void everyCharacterInEveryPlaceIsRefused(Token token) {
        String genuine = signed.encode(token);
        for (int place = 0; place < genuine.length(); place++) {
            for (char value = 0; value < 1024; value++) {
                String forged = genuine.substring(0, place) + value + genuine.substring(place + 1);
                if (value != genuine.charAt(place)) {
                    assertThat(signed.decode(forged)).as("%d in place %d", (int) value, place).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void everyTruncationIsRefused(Token token) {
        String genuine = signed.encode(token);
        byte[] bytes = bytes(genuine);
        for (int length = 0; length < genuine.length(); length++) {
            assertThat(signed.decode(genuine.substring(0, length))).as("first %d characters", length).isNull();
            assertThat(signed.decode(genuine.substring(genuine.length() - length))).as("last %d", length).isNull();
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(signed.decode(text(Arrays.copyOf(bytes, length)))).as("first %d bytes", length).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "A", "=", "==", " ", "\n", "\0", "AAAA", "\u00e9" })
    void whateverIsAddedIsRefused(String added) {
        tokens().map(signed::encode).forEach(genuine -> {
            assertThat(signed.decode(genuine + added)).isNull();
            assertThat(signed.decode(added + genuine)).isNull();
        });
        tokens().map(unsigned::encode).forEach(genuine -> assertThat(unsigned.decode(genuine + added)).isNull());
    }

    @Test
    void anotherVersionIsRefusedWithAndWithoutSignatures() {
        for (int version = Byte.MIN_VALUE; version <= Byte.MAX_VALUE; version++) {
            byte[] bytes = bytes(unsigned.encode(new Token(null, 1)));
            bytes[0] = (byte) version;
            assertThat(unsigned.decode(text(bytes)) != null).as("version %d", version).isEqualTo(version == 1);
        }
    }

    @Test
    void anUnknownKindIsRefusedWithAndWithoutSignatures() {
        assumeFalse(TestPositions.ARE_VECTORS, "the lengths are those of PostgreSQL");
        for (int kind = Byte.MIN_VALUE; kind <= Byte.MAX_VALUE; kind++) {
            for (int length : new int[] { 8, 24, 40 }) {
                byte[] bytes = new byte[length];
                bytes[0] = 1;
                bytes[1] = (byte) kind;
                boolean genuine = kind == 0 && length != 40 || kind == 1 && length != 8;
                assertThat(unsigned.decode(text(bytes)) != null).as("kind %d, %d bytes", kind, length).isEqualTo(genuine);
            }
        }
    }

    @Test
    void aMillionRandomStringsAreRefusedWithoutAnException() {
        Random random = new Random(20261122);
        long nanos = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            boolean fromAlphabet = batch % 2 == 0;
            List<String> texts = Stream.generate(() -> random(random, fromAlphabet)).limit(BATCH).toList();
            long before = cpuNanos();
            for (String text : texts) {
                if (signed.decode(text) != null) {
                    throw new AssertionError("Believed: " + text);
                }
                unsigned.decode(text);
            }
            nanos += cpuNanos() - before;
        }

        assertThat(Duration.ofNanos(nanos)).isLessThan(BEARABLE);
    }

    /** The hardest texts to refuse: everything but the signature is right. */
    @Test
    void randomSignaturesAreRefused() {
        assumeFalse(TestPositions.ARE_VECTORS, "the lengths are those of PostgreSQL");
        Random random = new Random(20261122);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 24 : 40];
            random.nextBytes(bytes);
            bytes[0] = 1;
            bytes[1] = (byte) (i % 2);
            if (signed.decode(text(bytes)) != null) {
                throw new AssertionError("Believed: " + text(bytes));
            }
            assertThat(unsigned.decode(text(bytes))).isNotNull();
        }
    }

    @Test
    void aVeryLongOneIsNotEvenLookedAt() {
        String megabyte = "A".repeat(1 << 20);
        long before = cpuNanos();

        for (int i = 0; i < 2_000; i++) {
            if (signed.decode(megabyte) != null || unsigned.decode(megabyte) != null) {
                throw new AssertionError("Believed");
            }
        }

        // Just looking at 4,000 megabytes takes several times as long.
        assertThat(Duration.ofNanos(cpuNanos() - before)).isLessThan(Duration.ofSeconds(1));
    }

    /** What this thread has computed, so that other work on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String random(Random random, boolean fromAlphabet) {
        char[] text = new char[random.nextInt(201)];
        for (int i = 0; i < text.length; i++) {
            text[i] = fromAlphabet ? ALPHABET.charAt(random.nextInt(ALPHABET.length()))
                    : (char) random.nextInt(random.nextInt(8) == 0 ? 0x10000 : 128);
        }
        return new String(text);
    }
}
