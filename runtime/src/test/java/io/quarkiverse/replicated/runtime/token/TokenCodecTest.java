package io.quarkiverse.replicated.runtime.token;

import static io.quarkiverse.replicated.runtime.monitor.Servers.NO_POSITIONS;
import static io.quarkiverse.replicated.runtime.monitor.Servers.POSTGRES;
import static io.quarkiverse.replicated.runtime.token.Tokens.OTHER_SECRET;
import static io.quarkiverse.replicated.runtime.token.Tokens.SECRET;
import static io.quarkiverse.replicated.runtime.token.Tokens.codec;
import static io.quarkiverse.replicated.runtime.token.Tokens.signed;
import static io.quarkiverse.replicated.runtime.token.Tokens.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkiverse.replicated.runtime.position.PositionFormat;
import io.quarkiverse.replicated.runtime.position.TestPositions;
import io.quarkiverse.replicated.runtime.position.VectorDialect;
import io.quarkiverse.replicated.runtime.position.VectorPosition;

class TokenCodecTest {

    private static final long NOW = 1_795_348_800_123L;

    static Stream<Token> tokens() {
        return Stream.of(new Token(null, NOW), new Token(null, 0), new Token(null, (1L << 48) - 1),
                new Token(TestPositions.at(7, 1, 0x16_B374D848L), NOW), new Token(TestPositions.at(0, 0, 0), 0),
                new Token(TestPositions.at(-1, -1, -1), (1L << 48) - 1),
                new Token(TestPositions.at(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE), 1L << 32),
                new Token(TestPositions.at(1, 2, 3), (1L << 32) - 1));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void whatWasSignedIsReadAgain(Token token) {
        assertThat(signed().decode(signed().encode(token))).isEqualTo(token);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void whatWasNotSignedIsReadAgain(Token token) {
        assertThat(unsigned().decode(unsigned().encode(token))).isEqualTo(token);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void whereNoSecretIsKnownASealedOneMeansThePrimary(Token token) {
        assertThat(unsigned().decode(signed().encode(token))).isEqualTo(new Token(null, token.issuedAtMillis()));
    }

    /** As earlier versions have signed it. */
    @ParameterizedTest
    @MethodSource("tokens")
    void anOpenOneWithASignatureIsBelieved(Token token) throws Exception {
        byte[] open = Tokens.bytes(unsigned().encode(token));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed = Arrays.copyOf(open, open.length + 16);
        System.arraycopy(mac.doFinal(open), 0, signed, open.length, 16);

        assertThat(signed().decode(Tokens.text(signed))).isEqualTo(token);
        assertThat(unsigned().decode(Tokens.text(signed))).isEqualTo(token);
        signed[open.length]++;
        assertThat(signed().decode(Tokens.text(signed))).isNull();
    }

    /** A client that compares its tokens must learn nothing of how much was written between them. */
    @Test
    void aSealHidesThePosition() {
        byte[] first = Tokens.bytes(signed().encode(new Token(TestPositions.at(7, 1, 1_000), NOW)));
        byte[] second = Tokens.bytes(signed().encode(new Token(TestPositions.at(7, 1, 1_001), NOW)));
        int equal = 0;
        for (int i = 7; i < first.length; i++) {
            equal += first[i] == second[i] ? 1 : 0;
        }

        assertThat(equal).as("equal bytes of %d", first.length - 7).isLessThan(5);
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void anUnsignedOneIsRefusedWhereThereIsASecret(Token token) {
        assertThat(signed().decode(unsigned().encode(token))).isNull();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void aForeignSignatureIsRefused(Token token) {
        TokenCodec foreign = codec(OTHER_SECRET);

        assertThat(signed().decode(foreign.encode(token))).isNull();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void itFitsIntoCookiesAndHeadersAsItIs(Token token) {
        assertThat(signed().encode(token)).matches("[A-Za-z0-9_-]{1,70}");
        if (!TestPositions.ARE_VECTORS) {
            assertThat(signed().encode(token)).hasSizeLessThanOrEqualTo(54);
        }
    }

    @Test
    void previousSecretsAreBelievedAndDoNotSign() {
        Token token = new Token(TestPositions.at(7, 1, 100), NOW);
        TokenCodec previous = codec(OTHER_SECRET);
        TokenCodec rotated = codec(SECRET, "one older than that", OTHER_SECRET);

        assertThat(rotated.decode(previous.encode(token))).isEqualTo(token);
        assertThat(rotated.decode(signed().encode(token))).isEqualTo(token);
        assertThat(rotated.encode(token)).isEqualTo(signed().encode(token));
        assertThat(previous.decode(rotated.encode(token))).isNull();
    }

    @Test
    void onlyASecretSigns() {
        assertThat(signed().seals()).isTrue();
        assertThat(unsigned().seals()).isFalse();
        assertThat(codec(null, SECRET).seals()).isFalse();
    }

    /** Tokens outlive the instances that issue them, so later instances must be able to read them. */
    @Test
    void theFormatStaysAsItIs() {
        assumeFalse(TestPositions.ARE_VECTORS, "the format of PostgreSQL");
        Token token = new Token(TestPositions.at(0x01020304, 5, 0x06070809_0A0B0C0DL), 0x0102_03040506L);

        assertThat(Tokens.bytes(unsigned().encode(token))).containsExactly(1, 1, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 0, 0, 0, 5, 6,
                7, 8, 9, 10, 11, 12, 13);
        assertThat(Tokens.bytes(unsigned().encode(new Token(null, 0x0102_03040506L)))).containsExactly(1, 0, 1, 2, 3, 4, 5, 6);
        assertThat(Tokens.bytes(signed().encode(token))).hasSize(24 + 16);
    }

    @Test
    void aTokenFromAClockThatIsAheadIsNoNewerThanOneAsOld() {
        assertThat(new Token(null, NOW).ageMillis(NOW - 30_000)).isEqualTo(30_000);
        assertThat(new Token(null, NOW).ageMillis(NOW + 30_000)).isEqualTo(30_000);
    }

    /**
     * Positions may be sets of any size. A position that does not fit into a token is left out, so that its client reads from
     * the primary.
     */
    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 50, 59, 60, 61, 1_000 })
    void aPositionThatIsTooLongIsUnknown(int counters) {
        PositionFormat format = new VectorDialect().positions();
        Token token = new Token(new VectorPosition(7, 1, new long[counters]), NOW);
        int length = 8 + format.write(token.position()).length + 16;

        for (String secret : new String[] { SECRET, null }) {
            TokenCodec codec = new TokenCodec(new TokenSeal(secret, List.of()), format);
            Token read = codec.decode(codec.encode(token));

            assertThat(read.position()).isEqualTo(length <= TokenCodec.LONGEST ? token.position() : null);
            assertThat(read.issuedAtMillis()).isEqualTo(NOW);
            assertThat(codec.names().of(token, token.position())).hasSize(17);
        }
    }

    @Test
    void aPositionOfAnotherKindIsNoTokenHere() {
        TokenCodec vectors = new TokenCodec(new TokenSeal(SECRET, List.of()), new VectorDialect().positions());
        TokenCodec lsns = new TokenCodec(new TokenSeal(SECRET, List.of()), POSTGRES.positions());
        TokenCodec none = new TokenCodec(new TokenSeal(SECRET, List.of()), NO_POSITIONS.positions());
        String vector = vectors.encode(new Token(new VectorPosition(7, 1, 100, 200), NOW));

        assertThat(lsns.decode(vector)).isNull();
        assertThat(none.decode(vector)).isNull();
        assertThat(none.decode(lsns.encode(new Token(null, NOW)))).isEqualTo(new Token(null, NOW));
    }
}
