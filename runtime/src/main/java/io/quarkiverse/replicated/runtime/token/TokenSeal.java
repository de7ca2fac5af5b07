package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with HMAC-SHA-256 (RFC 2104), truncated to the first 128 bits (section 5 there). Without a secret there is no
 * signature, and any client can forge a token. Safe for use by any number of threads.
 */
public final class TokenSeal {

    static final int LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    // The first key signs, and all keys are believed.
    private final List<SecretKeySpec> keys;

    /**
     * @param secret the secret that signs; {@code null} for no signature at all
     * @param previous secrets that are believed as well, so that a secret can be replaced while instances run
     */
    public TokenSeal(String secret, List<String> previous) {
        keys = secret == null ? List.of() : Stream.concat(Stream.of(secret), previous.stream()).map(TokenSeal::key).toList();
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    boolean signs() {
        return !keys.isEmpty();
    }

    byte[] sign(ByteBuffer content) {
        return sign(keys.get(0), content);
    }

    /**
     * Whether one of the keys made this signature. The time that the check takes does not depend on how much of the signature
     * is right.
     */
    boolean isGenuine(ByteBuffer content, byte[] signature) {
        for (SecretKeySpec key : keys) {
            if (MessageDigest.isEqual(sign(key, content), signature)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] sign(SecretKeySpec key, ByteBuffer content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(content.duplicate());
            byte[] signature = new byte[LENGTH];
            System.arraycopy(mac.doFinal(), 0, signature, 0, LENGTH);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java platform has this algorithm, and any key is a valid one.
        }
    }
}
