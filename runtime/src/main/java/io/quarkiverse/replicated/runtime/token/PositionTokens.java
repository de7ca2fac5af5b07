package io.quarkiverse.replicated.runtime.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;

/** Issues tokens and reads them. Safe for use by any number of threads. */
public final class PositionTokens {

    private static final String SEPARATOR = ",";

    private final TokenCodec codec;
    private final Duration maxAge;
    private final Supplier<Sample> primary;
    private final Supplier<LogPosition> committedHere;
    private final LongSupplier nowMillis;
    private final TokenCounts counts = new TokenCounts();

    /**
     * @param maxAge how long a token binds whose position cannot be compared with any replica's. One that can never ages.
     * @param primary what the primary said last, {@code null} if that is not known
     * @param committedHere the highest position that this process has had from the primary, or {@code null}
     * @param nowMillis the wall clock
     */
    public PositionTokens(TokenCodec codec, Duration maxAge, Supplier<Sample> primary, Supplier<LogPosition> committedHere,
            LongSupplier nowMillis) {
        this.codec = codec;
        this.maxAge = maxAge;
        this.primary = primary;
        this.committedHere = committedHere;
        this.nowMillis = nowMillis;
    }

    public TokenCounts counts() {
        return counts;
    }

    /** Only tokens that are signed are believed, so that nobody can make one up. */
    public boolean areSigned() {
        return codec.signs();
    }

    /** The tokens for what is required: one for the position, one for what has none. */
    public List<Token> issue(RequiredPosition required) {
        List<Token> tokens = new ArrayList<>(2);
        if (required.position() != null) {
            tokens.add(new Token(required.position(), nowMillis.getAsLong()));
        }
        if (required.isUnknown()) {
            tokens.add(new Token(null, nowMillis.getAsLong()));
        }
        return tokens;
    }

    public String text(Token token) {
        counts.add(TokenFate.MINTED, 1);
        return codec.encode(token);
    }

    /** All that is required as one text, {@code null} if that is nothing. */
    public String text(RequiredPosition required) {
        List<String> texts = issue(required).stream().map(this::text).toList();
        return texts.isEmpty() ? null : String.join(SEPARATOR, texts);
    }

    /**
     * What a text that {@link #text(RequiredPosition)} has made demands now.
     *
     * @throws IllegalArgumentException it was not made there, or not with a secret that is believed here
     */
    public RequiredPosition require(String text) {
        List<String> parts = List.of(text.split(SEPARATOR, -1));
        PresentedTokens tokens = read(parts);
        if (tokens.all().size() < parts.size()) {
            throw new IllegalArgumentException("'" + text + "' is no position that Replication.position() has given, or it was "
                    + "signed with a secret that is not known here. Pass it on unchanged, and give all instances the same "
                    + "quarkus.replicated.consistency.secret");
        }
        return tokens.required();
    }

    /** Reads what a client has sent. What is no genuine token is left out, and never throws. */
    public PresentedTokens read(Iterable<String> texts) {
        List<PresentedToken> genuine = new ArrayList<>();
        Sample current = primary.get();
        boolean proved = true;
        for (String text : texts) {
            Token token = codec.decode(text);
            if (token == null || isForeign(token, current)) {
                counts.add(token == null ? TokenFate.REFUSED_NOT_GENUINE : TokenFate.REFUSED_FOREIGN, 1);
                continue;
            }
            RequiredPosition required = required(token, current);
            counts.add(required == RequiredPosition.NONE ? TokenFate.REFUSED_EXPIRED : TokenFate.ACCEPTED, 1);
            genuine.add(new PresentedToken(text, token, required));
            proved &= codec.signs() || isProved(token, current);
        }
        return genuine.isEmpty() ? PresentedTokens.NONE : new PresentedTokens(List.copyOf(genuine), proved);
    }

    /** Refuses unsigned tokens that are made up: see {@link PresentedTokens#provedBy}. */
    public PresentedTokens prove(PresentedTokens presented, Sample primary) {
        PresentedTokens proved = presented.provedBy(primary);
        counts.add(TokenFate.REFUSED_BEYOND_PRIMARY, presented.all().size() - proved.all().size());
        return proved;
    }

    /** Without signatures a token of another database is nobody's business here: another application's, or made up. */
    private boolean isForeign(Token token, Sample current) {
        return !codec.signs() && current != null && token.position() != null
                && !token.position().isSameDatabase(current.position());
    }

    /** The primary was seen at or beyond its position. */
    private boolean isProved(Token token, Sample current) {
        LogPosition position = token.position();
        LogPosition here = committedHere.get();
        return position != null && (here != null && position.isReachedBy(here)
                || current != null && position.isReachedBy(current.written()));
    }

    private RequiredPosition required(Token token, Sample current) {
        LogPosition position = token.position();
        boolean comparable = position != null && (current == null
                || position.isSameDatabase(current.position()) && !position.isBeforeFailoverOf(current.position()));
        if (comparable) {
            return RequiredPosition.of(position);
        }
        return token.ageMillis(nowMillis.getAsLong()) <= maxAge.toMillis() ? RequiredPosition.UNKNOWN : RequiredPosition.NONE;
    }
}
