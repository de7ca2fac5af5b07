package io.quarkiverse.replicated.it.consistency;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.stream.LongStream;

/** Unsigned tokens, which any client can make up: version, kind, six bytes of time, database, timeline, position. */
final class Tokens {

    private static final int TIME = 2;
    private static final int DATABASE = 8;
    private static final int TIMELINE = 12;
    private static final int LSN = 16;

    private Tokens() {
    }

    static LongStream clocks() {
        return LongStream.of(-30_000, 30_000);
    }

    static String issuedLater(String token, long millis) {
        ByteBuffer bytes = bytes(token);
        long time = (bytes.getShort(TIME) & 0xFFFFL) << 32 | bytes.getInt(TIME + 2) & 0xFFFFFFFFL;
        long changed = time + millis;
        return text(bytes.putShort(TIME, (short) (changed >>> 32)).putInt(TIME + 2, (int) changed));
    }

    static String further(String token, long bytesAhead) {
        ByteBuffer bytes = bytes(token);
        return text(bytes.putLong(LSN, bytes.getLong(LSN) + bytesAhead));
    }

    static String ofTimeline(String token, int timeline) {
        return text(bytes(token).putInt(TIMELINE, timeline));
    }

    static String ofAnotherDatabase(String token) {
        ByteBuffer bytes = bytes(token);
        return text(bytes.putInt(DATABASE, ~bytes.getInt(DATABASE)));
    }

    static long lsn(String token) {
        return bytes(token).getLong(LSN);
    }

    private static ByteBuffer bytes(String token) {
        return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    }

    private static String text(ByteBuffer bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
