package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.postgres.PostgresLsn;

/**
 * Tokens as text: base64url without padding (RFC 4648, section 5) of one byte each for version and kind, six for the time of
 * issue in milliseconds, then what the kind has, then the signature if there is one. Safe for use by any number of threads.
 */
public final class TokenCodec {

    private static final byte VERSION = 1;
    private static final byte UNKNOWN = 0;
    private static final byte POSTGRES = 1;

    private static final int HEAD = 8;
    private static final int POSTGRES_LENGTH = HEAD + Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int LONGEST_TEXT = 54;

    private final TokenSeal seal;

    public TokenCodec(TokenSeal seal) {
        this.seal = seal;
    }

    /** Tokens are signed, and only signed ones are believed. */
    boolean signs() {
        return seal.signs();
    }

    String encode(Token token) {
        ByteBuffer bytes = ByteBuffer.allocate(POSTGRES_LENGTH + TokenSeal.LENGTH);
        bytes.put(VERSION);
        bytes.put(token.position() == null ? UNKNOWN : POSTGRES);
        bytes.putShort((short) (token.issuedAtMillis() >>> Integer.SIZE)).putInt((int) token.issuedAtMillis());
        if (token.position() instanceof PostgresLsn it) {
            bytes.putInt(it.database()).putInt(it.timeline()).putLong(it.lsn());
        }
        if (seal.signs()) {
            bytes.put(seal.sign(bytes.duplicate().flip()));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /**
     * Reads what a client sends: anything at all.
     *
     * @return {@code null} for what is no token, or not one of ours
     */
    Token decode(String text) {
        if (text.length() > LONGEST_TEXT || !isBase64Url(text)) {
            return null;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            return null; // There are several ways to write the last character, one of which is right.
        }
        if (bytes.length < HEAD || bytes[0] != VERSION) {
            return null;
        }
        int length = bytes[1] == UNKNOWN ? HEAD : bytes[1] == POSTGRES ? POSTGRES_LENGTH : -1;
        return length >= 0 && isBelieved(bytes, length) ? read(ByteBuffer.wrap(bytes)) : null;
    }

    /** One that is signed is believed without a secret, too: an instance may not have got its secret yet. */
    private boolean isBelieved(byte[] bytes, int length) {
        boolean signed = bytes.length == length + TokenSeal.LENGTH;
        return seal.signs()
                ? signed && seal.isGenuine(ByteBuffer.wrap(bytes, 0, length), Arrays.copyOfRange(bytes, length, bytes.length))
                : signed || bytes.length == length;
    }

    private static Token read(ByteBuffer bytes) {
        boolean known = bytes.get(1) == POSTGRES;
        bytes.position(2);
        long issuedAtMillis = (bytes.getShort() & 0xFFFFL) << Integer.SIZE | bytes.getInt() & 0xFFFFFFFFL;
        LogPosition position = known ? new PostgresLsn(bytes.getInt(), bytes.getInt(), bytes.getLong()) : null;
        return new Token(position, issuedAtMillis);
    }

    /**
     * The decoder throws at anything else, which costs more than to look. One character more than a multiple of 4 never fits.
     */
    private static boolean isBase64Url(String text) {
        for (int i = 0; i < text.length(); i++) {
            char it = text.charAt(i);
            if (!(it >= 'A' && it <= 'Z' || it >= 'a' && it <= 'z' || it >= '0' && it <= '9' || it == '-' || it == '_')) {
                return false;
            }
        }
        return text.length() % 4 != 1;
    }
}
