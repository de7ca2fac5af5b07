package io.quarkiverse.replicated.runtime.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/**
 * Tokens as text: base64url without padding (RFC 4648, section 5) of one byte each for version and kind, six for the time of
 * issue in milliseconds, then the position as its format writes it, then the signature if there is one. A token has at most
 * {@value #LONGEST} bytes. A position that would need more is left out, so that its client reads from the primary; a text that
 * is longer is no token. Safe for use by any number of threads.
 */
public final class TokenCodec {

    private static final byte VERSION = 1;
    private static final byte UNKNOWN = 0;

    private static final int HEAD = 8;

    /** The limit of a token's bytes: as text 683 characters, so that several fit into a header of 8 kB. */
    static final int LONGEST = 512;

    private static final int LONGEST_TEXT = (LONGEST * 4 + 2) / 3;

    // 88 bits: two positions of one client hardly ever get the same name.
    private static final int NAME_LENGTH = 11;

    private final TokenSeal seal;
    private final PositionFormat format;

    public TokenCodec(TokenSeal seal, PositionFormat format) {
        this.seal = seal;
        this.format = format;
    }

    /** Tokens are signed, and only signed ones are believed. */
    boolean signs() {
        return seal.signs();
    }

    String encode(Token token) {
        byte[] position = position(token);
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + position.length + TokenSeal.LENGTH);
        bytes.put(VERSION);
        bytes.put(position.length == 0 ? UNKNOWN : format.kind());
        bytes.putShort((short) (token.issuedAtMillis() >>> Integer.SIZE)).putInt((int) token.issuedAtMillis());
        bytes.put(position);
        if (seal.signs()) {
            bytes.put(seal.sign(bytes.duplicate().flip()));
        }
        return base64(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private byte[] position(Token token) {
        byte[] position = token.position() == null ? new byte[0] : format.write(token.position());
        return position.length <= LONGEST - HEAD - TokenSeal.LENGTH ? position : new byte[0];
    }

    /**
     * A short name for a token, of letters, digits, {@code -} and {@code _}. Tokens for different positions have different
     * names; so have tokens without a position that were issued at different times.
     */
    String name(Token token) {
        byte[] named = token.position() == null ? ByteBuffer.allocate(Long.BYTES).putLong(token.issuedAtMillis()).array()
                : format.write(token.position());
        try {
            return base64(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(named), NAME_LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // Every Java platform has SHA-256.
        }
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
        if (!base64(bytes).equals(text)) {
            return null; // There are several ways to write the last character, one of which is right.
        }
        if (bytes.length < HEAD || bytes[0] != VERSION) {
            return null;
        }
        return seal.signs() && !isGenuine(bytes) ? null : read(ByteBuffer.wrap(bytes));
    }

    private boolean isGenuine(byte[] bytes) {
        int length = bytes.length - TokenSeal.LENGTH;
        return length >= HEAD
                && seal.isGenuine(ByteBuffer.wrap(bytes, 0, length), Arrays.copyOfRange(bytes, length, bytes.length));
    }

    private Token read(ByteBuffer bytes) {
        byte kind = bytes.position(1).get();
        long issuedAtMillis = (bytes.getShort() & 0xFFFFL) << Integer.SIZE | bytes.getInt() & 0xFFFFFFFFL;
        if (kind != UNKNOWN && kind != format.kind()) {
            return null;
        }
        LogPosition position = null;
        try {
            position = kind == UNKNOWN ? null : format.read(bytes);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null; // Anyone may send anything, which is no news.
        }
        return isEnd(bytes.remaining()) ? new Token(position, issuedAtMillis) : null;
    }

    /** A signed one is believed without a secret, too: an instance may not have got its secret yet. */
    private boolean isEnd(int remaining) {
        return remaining == TokenSeal.LENGTH || remaining == 0 && !seal.signs();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
