package io.quarkiverse.replicated.runtime.token;

import java.nio.ByteBuffer;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.PositionFormat;

/**
 * Names the cookies that carry tokens. A name consists of letters, digits, {@code -} and {@code _}, and always has the same
 * length. It begins with the database, so that several applications of one host do not take each other's cookies for theirs.
 * The rest differs for each position. Where there is a secret, the name reveals nothing of the position. Safe for use by any
 * number of threads.
 */
final class CookieNames {

    private static final int DATABASE_LENGTH = 6;
    private static final int LENGTH = DATABASE_LENGTH + 11;

    // Of earlier versions, without the database.
    private static final int SHORT_LENGTH = 15;

    /** The beginning of names for one database. */
    private record Prefix(LogPosition ofDatabase, String text) {
    }

    private final TokenSeal seal;
    private final PositionFormat format;
    private final String ofAnyDatabase;
    // The last prefix, because an application has one database.
    private volatile Prefix last;

    CookieNames(TokenSeal seal, PositionFormat format) {
        this.seal = seal;
        this.format = format;
        this.ofAnyDatabase = prefix(new byte[0]);
    }

    /**
     * The name of the cookie for a token. Tokens for different positions have different names. Tokens without a position have
     * different names if they were issued at different times.
     *
     * @param database a position of the database that the token is for, or {@code null} if the database is not known
     */
    String of(Token token, LogPosition database) {
        byte[] named = token.position() == null ? ByteBuffer.allocate(Long.BYTES).putLong(token.issuedAtMillis()).array()
                : format.write(token.position());
        return prefix(database) + TokenCodec.base64(seal.digest(named)).substring(0, LENGTH - DATABASE_LENGTH);
    }

    /**
     * Whether a cookie of this name may carry a token for this database.
     *
     * @param database a position of the database, or {@code null} if the database is not known
     */
    boolean mayBeFor(LogPosition database, String name) {
        return name.length() == SHORT_LENGTH || name.length() == LENGTH
                && (database == null || name.startsWith(prefix(database)) || name.startsWith(ofAnyDatabase));
    }

    private String prefix(LogPosition database) {
        if (database == null) {
            return ofAnyDatabase;
        }
        Prefix known = last;
        if (known == null || !known.ofDatabase.isSameDatabase(database)) {
            known = new Prefix(database, prefix(format.database(database)));
            last = known;
        }
        return known.text;
    }

    private String prefix(byte[] database) {
        return TokenCodec.base64(seal.digest(ByteBuffer.allocate(database.length + 1).put((byte) 1).put(database).array()))
                .substring(0, DATABASE_LENGTH);
    }
}
