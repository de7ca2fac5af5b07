package io.quarkiverse.replicated.runtime.token;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) with one key. Safe for use by any number of threads. */
final class Hmac {

    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    // Never updated. A copy of it costs less than a new one.
    private final Mac fresh;

    Hmac(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.fresh = create();
    }

    private Mac create() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java platform has this algorithm, and any key is a valid one.
        }
    }

    private Mac copy() {
        try {
            return (Mac) fresh.clone();
        } catch (CloneNotSupportedException e) {
            return create(); // A provider need not support copies.
        }
    }

    byte[] of(byte[] content) {
        return copy().doFinal(content);
    }

    byte[] of(byte[] first, byte[] second) {
        Mac mac = copy();
        mac.update(first);
        return mac.doFinal(second);
    }
}
