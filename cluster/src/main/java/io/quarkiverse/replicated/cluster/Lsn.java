package io.quarkiverse.replicated.cluster;

/**
 * PostgreSQL's text form of a position in the write-ahead log, {@code 16/B374D848}: the two halves of 64 bits.
 */
final class Lsn {

    private Lsn() {
    }

    static long parse(String text) {
        int slash = text.indexOf('/');
        return Long.parseLong(text, 0, slash, 16) << 32 | Long.parseLong(text, slash + 1, text.length(), 16);
    }

    static String format(long position) {
        return Long.toHexString(position >>> 32).toUpperCase() + '/' + Long.toHexString(position & 0xFFFFFFFFL).toUpperCase();
    }
}
