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
 * Writes and reads tokens as text. The text is base64url without padding (RFC 4648, section 5). It holds one byte each for
 * version and kind, and six for the time of issue in milliseconds. The position follows as its format writes it, and then the
 * signature if there is one. A token has at most {@value #LONGEST} bytes. A position that does not fit is left out, so that
 * its client reads from the primary. A text that is longer is no token. Safe for use by any number of threads.
 */
public final class TokenCodec {

    private static final byte VERSION = 1;
    private static final byte UNKNOWN = 0;

    private static final int HEAD = 8;

    /**
     * The maximum number of bytes of a token. As text it has 683 characters, so that several tokens fit into a header of 8 kB.
     */
    static final int LONGEST = 512;

    private static final int LONGEST_TEXT = (LONGEST * 4 + 2) / 3;

    // 88 bits, so that two positions of one client hardly ever get the same name.
    private static final int NAME_LENGTH = 11;

    private final TokenSeal seal;
    private final PositionFormat format;

    public TokenCodec(TokenSeal seal, PositionFormat format) {
        this.seal = seal;
        this.format = format;
    }

    /** Whether tokens are signed, and only signed tokens are believed. */
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
     * A short name for a token, which consists of letters, digits, {@code -} and {@code _}. Tokens for different positions
     * have different names. Tokens without a position have different names if they were issued at different times.
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
     * Reads any text that a client may send.
     *
     * @return {@code null} if the text is no token, or was not issued with a secret that is accepted here
     */
    Token decode(String text) {
        if (text.length() > LONGEST_TEXT || !isBase64Url(text)) {
            return null;
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!base64(bytes).equals(text)) {
            return null; // The last character can be written in several ways, of which only one is right.
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
            return null; // A client may send any text, so this is not worth a log line.
        }
        return isEnd(bytes.remaining()) ? new Token(position, issuedAtMillis) : null;
    }

    /**
     * Whether the token ends here. Without a secret, a signed token is believed, too, because this instance may not have its
     * secret yet.
     */
    private boolean isEnd(int remaining) {
        return remaining == TokenSeal.LENGTH || remaining == 0 && !seal.signs();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Whether the decoder accepts the text. The decoder throws at any other text, which costs more than this check. A length
     * of one more than a multiple of 4 is never valid.
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
