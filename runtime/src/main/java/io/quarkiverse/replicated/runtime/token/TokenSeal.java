package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Seals the content of tokens with a secret, so that clients can neither read nor change it. Without a secret nothing is
 * sealed, and any client can forge a token. Safe for use by any number of threads.
 */
public final class TokenSeal {

    /** The number of bytes that a seal adds. */
    static final int LENGTH = SealKey.LENGTH;

    // The first key seals, and all keys are believed.
    private final List<SealKey> keys;

    /**
     * @param secret the secret that seals; {@code null} for no seal at all
     * @param previous secrets that are believed as well, so that a secret can be replaced while instances run
     */
    public TokenSeal(String secret, List<String> previous) {
        keys = secret == null ? List.of() : Stream.concat(Stream.of(secret), previous.stream()).map(SealKey::new).toList();
    }

    boolean seals() {
        return !keys.isEmpty();
    }

    /**
     * @param open what stays readable but cannot be changed
     * @return the content and the seal
     */
    byte[] seal(byte[] open, byte[] content) {
        return keys.get(0).seal(open, content);
    }

    /** The content, or {@code null} if none of the keys has sealed it together with {@code open}. */
    byte[] open(byte[] open, byte[] sealed) {
        for (SealKey key : keys) {
            byte[] content = key.open(open, sealed);
            if (content != null) {
                return content;
            }
        }
        return null;
    }

    /** Whether one of the keys made this signature, as earlier versions did. */
    boolean isGenuine(ByteBuffer content, byte[] signature) {
        for (SealKey key : keys) {
            if (key.hasSigned(content, signature)) {
                return true;
            }
        }
        return false;
    }

    /** A number that looks like chance, and is always the same for the same content. Without a secret, anyone can get it. */
    byte[] digest(byte[] content) {
        return keys.isEmpty() ? SealKey.PUBLIC.digest(content) : keys.get(0).digest(content);
    }
}
