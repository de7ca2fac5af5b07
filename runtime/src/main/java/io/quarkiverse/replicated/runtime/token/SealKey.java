package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What one secret can seal. The seal is a synthetic initialization vector (as in RFC 5297, section 3): an HMAC-SHA-256 of the
 * content, truncated to 128 bits. The content is encrypted with a stream of further HMACs of the seal, which costs a tenth of
 * what a cipher of the JDK costs for so few bytes. Equal contents have equal seals, so that no random numbers are needed. Each
 * purpose has a key of its own, which is derived from the secret. Safe for use by any number of threads.
 */
final class SealKey {

    /** The key without a secret. It is known to everyone. */
    static final SealKey PUBLIC = new SealKey("no secret");

    static final int LENGTH = 16;

    private final Hmac signing;
    private final Hmac sealing;
    private final Hmac encrypting;
    private final Hmac naming;

    SealKey(String secret) {
        signing = new Hmac(secret.getBytes(StandardCharsets.UTF_8));
        sealing = derive("seal");
        encrypting = derive("encrypt");
        naming = derive("name");
    }

    private Hmac derive(String purpose) {
        return new Hmac(signing.of(("quarkus-replicated " + purpose).getBytes(StandardCharsets.UTF_8)));
    }

    byte[] seal(byte[] open, byte[] content) {
        byte[] seal = sealOf(open, content);
        byte[] sealed = Arrays.copyOf(crypt(seal, content), content.length + LENGTH);
        System.arraycopy(seal, 0, sealed, content.length, LENGTH);
        return sealed;
    }

    /** The time that the check takes does not depend on how much of the seal is right. */
    byte[] open(byte[] open, byte[] sealed) {
        byte[] seal = Arrays.copyOfRange(sealed, sealed.length - LENGTH, sealed.length);
        byte[] content = crypt(seal, Arrays.copyOf(sealed, sealed.length - LENGTH));
        return MessageDigest.isEqual(sealOf(open, content), seal) ? content : null;
    }

    /** The open part always has the same length, so that the two parts cannot be taken for each other. */
    private byte[] sealOf(byte[] open, byte[] content) {
        return Arrays.copyOf(sealing.of(open, content), LENGTH);
    }

    /** Encrypts or decrypts. No two contents have the same seal, and so no two have the same stream. */
    private byte[] crypt(byte[] seal, byte[] text) {
        byte[] result = text.clone();
        byte[] stream = null;
        for (int i = 0; i < text.length; i++) {
            int place = i % Hmac.LENGTH;
            if (place == 0) {
                stream = encrypting.of(seal, new byte[] { (byte) (i / Hmac.LENGTH) });
            }
            result[i] ^= stream[place];
        }
        return result;
    }

    boolean hasSigned(ByteBuffer content, byte[] signature) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return MessageDigest.isEqual(Arrays.copyOf(signing.of(bytes), LENGTH), signature);
    }

    byte[] digest(byte[] content) {
        return naming.of(content);
    }
}
