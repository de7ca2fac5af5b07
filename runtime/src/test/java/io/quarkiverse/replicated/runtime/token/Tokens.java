package io.quarkiverse.replicated.runtime.token;

import java.util.Base64;
import java.util.List;

/** Tokens as tests need them. */
final class Tokens {

    static final String SECRET = "a secret of 16 characters or more";
    static final String OTHER_SECRET = "another secret, which is not known";

    private Tokens() {
    }

    static TokenCodec signed() {
        return new TokenCodec(new TokenSeal(SECRET, List.of()));
    }

    static TokenCodec unsigned() {
        return new TokenCodec(new TokenSeal(null, List.of()));
    }

    static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
