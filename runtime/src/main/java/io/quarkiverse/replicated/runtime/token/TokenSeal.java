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
 * The signature of tokens: HMAC-SHA-256 (RFC 2104), cut to its first 128 bits (section 5 there). Without a secret there is
 * none, and everybody can make a token. Safe for use by any number of threads.
 */
public final class TokenSeal {

    static final int LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    // The first one signs, all are believed.
    private final List<SecretKeySpec> keys;

    /**
     * @param secret signs; {@code null} for no signature at all
     * @param previous are believed as well, so that a secret can be replaced while instances run
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

    /** One of the keys made this signature. How long that takes does not depend on how much of it is right. */
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
