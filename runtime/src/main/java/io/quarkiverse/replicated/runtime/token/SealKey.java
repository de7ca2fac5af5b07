package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one secret can seal. The seal is a synthetic initialization vector (RFC 5297, section 3): an HMAC-SHA-256 (RFC 2104) of
 * the content, truncated to 128 bits, from which AES in counter mode then encrypts the content. Equal contents have equal
 * seals, so that no random numbers are needed. Each purpose has a key of its own, which is derived from the secret. Safe for
 * use by any number of threads.
 */
final class SealKey {

    /** The key without a secret. It is known to everyone. */
    static final SealKey PUBLIC = new SealKey("");

    static final int LENGTH = 16;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec signing;
    private final SecretKeySpec sealing;
    private final SecretKeySpec encrypting;
    private final SecretKeySpec naming;

    SealKey(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        signing = new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, HMAC);
        sealing = new SecretKeySpec(derive("seal"), HMAC);
        encrypting = new SecretKeySpec(Arrays.copyOf(derive("encrypt"), LENGTH), "AES");
        naming = new SecretKeySpec(derive("name"), HMAC);
    }

    private byte[] derive(String purpose) {
        return mac(signing, ("quarkus-replicated " + purpose).getBytes(StandardCharsets.UTF_8));
    }

    byte[] seal(byte[] open, byte[] content) {
        byte[] seal = sealOf(open, content);
        byte[] sealed = Arrays.copyOf(crypt(Cipher.ENCRYPT_MODE, seal, content), content.length + LENGTH);
        System.arraycopy(seal, 0, sealed, content.length, LENGTH);
        return sealed;
    }

    /** The time that the check takes does not depend on how much of the seal is right. */
    byte[] open(byte[] open, byte[] sealed) {
        byte[] seal = Arrays.copyOfRange(sealed, sealed.length - LENGTH, sealed.length);
        byte[] content = crypt(Cipher.DECRYPT_MODE, seal, Arrays.copyOf(sealed, sealed.length - LENGTH));
        return MessageDigest.isEqual(sealOf(open, content), seal) ? content : null;
    }

    /** The open part always has the same length, so that the two parts cannot be taken for each other. */
    private byte[] sealOf(byte[] open, byte[] content) {
        return Arrays.copyOf(mac(sealing, open, content), LENGTH);
    }

    boolean hasSigned(ByteBuffer content, byte[] signature) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return MessageDigest.isEqual(Arrays.copyOf(mac(signing, bytes), LENGTH), signature);
    }

    byte[] digest(byte[] content) {
        return mac(naming, content);
    }

    private byte[] crypt(int mode, byte[] seal, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, encrypting, new IvParameterSpec(seal));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java platform has this algorithm, and the key has the right length.
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java platform has this algorithm, and any key is a valid one.
        }
    }
}
