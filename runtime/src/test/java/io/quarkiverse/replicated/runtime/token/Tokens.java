package io.quarkiverse.replicated.runtime.token;

import java.util.Base64;
import java.util.List;

import io.quarkiverse.replicated.runtime.position.TestPositions;

/** Creates tokens for tests. */
final class Tokens {

    static final String SECRET = "a secret of 16 characters or more";
    static final String OTHER_SECRET = "another secret, which is not known";

    private Tokens() {
    }

    static TokenCodec signed() {
        return codec(SECRET);
    }

    static TokenCodec unsigned() {
        return codec(null);
    }

    /** @param secret the secret that signs; {@code null} for no signature */
    static TokenCodec codec(String secret, String... previous) {
        return new TokenCodec(new TokenSeal(secret, List.of(previous)), TestPositions.DIALECT.positions());
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
