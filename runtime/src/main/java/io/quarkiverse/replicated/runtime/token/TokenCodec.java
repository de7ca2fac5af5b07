package io.quarkiverse.replicated.runtime.token;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/**
 * Writes and reads tokens as text. The text is base64url without padding (RFC 4648, section 5). An open token holds one byte
 * each for version and kind, six for the time of issue in milliseconds, and the position as its format writes it. In a sealed
 * token, kind and position come last and are encrypted, and a seal follows. A token has at most {@value #LONGEST} bytes. A
 * position that does not fit is left out, so that its client reads from the primary. A text that is longer is no token. Safe
 * for use by any number of threads.
 */
public final class TokenCodec {

    private static final byte OPEN = 1;
    private static final byte SEALED = 2;
    private static final byte UNKNOWN = 0;

    private static final int HEAD = 8;
    private static final int SEALED_HEAD = 7;

    /**
     * The maximum number of bytes of a token. As text it has 683 characters, so that several tokens fit into a header of 8 kB.
     */
    static final int LONGEST = 512;

    private static final int LONGEST_TEXT = (LONGEST * 4 + 2) / 3;

    private final TokenSeal seal;
    private final PositionFormat format;

    public TokenCodec(TokenSeal seal, PositionFormat format) {
        this.seal = seal;
        this.format = format;
    }

    /** Whether tokens are sealed, and only sealed tokens are believed. */
    boolean seals() {
        return seal.seals();
    }

    String encode(Token token) {
        byte[] position = position(token);
        byte kind = position.length == 0 ? UNKNOWN : format.kind();
        if (!seal.seals()) {
            return base64(
                    putTime(ByteBuffer.allocate(HEAD + position.length).put(OPEN).put(kind), token).put(position).array());
        }
        byte[] head = putTime(ByteBuffer.allocate(SEALED_HEAD).put(SEALED), token).array();
        byte[] sealed = seal.seal(head, ByteBuffer.allocate(1 + position.length).put(kind).put(position).array());
        return base64(ByteBuffer.allocate(SEALED_HEAD + sealed.length).put(head).put(sealed).array());
    }

    private static ByteBuffer putTime(ByteBuffer bytes, Token token) {
        return bytes.putShort((short) (token.issuedAtMillis() >>> Integer.SIZE)).putInt((int) token.issuedAtMillis());
    }

    private static long time(ByteBuffer bytes) {
        return (bytes.getShort() & 0xFFFFL) << Integer.SIZE | bytes.getInt() & 0xFFFFFFFFL;
    }

    private byte[] position(Token token) {
        byte[] position = token.position() == null ? new byte[0] : format.write(token.position());
        return position.length <= LONGEST - HEAD - TokenSeal.LENGTH ? position : new byte[0];
    }

    /** Names the cookies of these tokens. */
    CookieNames names() {
        return new CookieNames(seal, format);
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
        if (bytes.length < HEAD || !base64(bytes).equals(text)) {
            return null; // The last character can be written in several ways, of which only one is right.
        }
        return bytes[0] == OPEN ? readOpen(bytes) : bytes[0] == SEALED ? readSealed(bytes) : null;
    }

    private Token readSealed(byte[] bytes) {
        if (bytes.length < SEALED_HEAD + 1 + TokenSeal.LENGTH) {
            return null;
        }
        long issuedAtMillis = time(ByteBuffer.wrap(bytes, 1, SEALED_HEAD - 1));
        if (!seal.seals()) {
            return new Token(null, issuedAtMillis); // This instance may not have its secret yet.
        }
        byte[] content = seal.open(Arrays.copyOf(bytes, SEALED_HEAD), Arrays.copyOfRange(bytes, SEALED_HEAD, bytes.length));
        return content == null ? null
                : read(content[0], ByteBuffer.wrap(content, 1, content.length - 1), issuedAtMillis, 0);
    }

    /**
     * An open token. It may end with a signature, as those of earlier versions do. Where there is a secret, it must, and
     * otherwise the signature does not matter.
     */
    private Token readOpen(byte[] bytes) {
        if (seal.seals() && !isGenuine(bytes)) {
            return null;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
        long issuedAtMillis = time(rest);
        return read(bytes[1], rest, issuedAtMillis, TokenSeal.LENGTH);
    }

    private boolean isGenuine(byte[] bytes) {
        int length = bytes.length - TokenSeal.LENGTH;
        return length >= HEAD
                && seal.isGenuine(ByteBuffer.wrap(bytes, 0, length), Arrays.copyOfRange(bytes, length, bytes.length));
    }

    /** @param signature how many bytes may follow the position */
    private Token read(byte kind, ByteBuffer position, long issuedAtMillis, int signature) {
        if (kind != UNKNOWN && kind != format.kind()) {
            return null;
        }
        LogPosition read = null;
        try {
            read = kind == UNKNOWN ? null : format.read(position);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return null; // A client may send any text, so this is not worth a log line.
        }
        int remaining = position.remaining();
        boolean ends = remaining == signature || remaining == 0 && !seal.seals();
        return ends ? new Token(read, issuedAtMillis) : null;
    }

    static String base64(byte[] bytes) {
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
