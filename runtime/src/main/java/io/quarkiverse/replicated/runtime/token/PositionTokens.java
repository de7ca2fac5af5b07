package io.quarkiverse.replicated.runtime.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.quarkiverse.replicated.runtime.position.Clock;
import io.quarkiverse.replicated.runtime.position.LogPosition;
import io.quarkiverse.replicated.runtime.position.LogPosition.History;
import io.quarkiverse.replicated.runtime.position.RequiredPosition;
import io.quarkiverse.replicated.runtime.server.Sample;
import io.quarkiverse.replicated.runtime.token.TokenCounts.Fate;

/** Issues and reads tokens. Safe for use by any number of threads. */
public final class PositionTokens {

    private static final String SEPARATOR = ",";

    private final TokenCodec codec;
    private final CookieNames names;
    private final Duration maxAge;
    private final Supplier<Sample> primary;
    private final Supplier<LogPosition> committedHere;
    private final Clock clock;
    private final TokenCounts counts = new TokenCounts();

    /**
     * @param maxAge how long a token is binding if its position cannot be compared with any replica's. A token whose position
     *        can be compared never expires.
     * @param primary the primary's last answer, {@code null} if there is none
     * @param committedHere the newest position that this process has got from the primary; {@code null} if there is none
     */
    public PositionTokens(TokenCodec codec, Duration maxAge, Supplier<Sample> primary, Supplier<LogPosition> committedHere,
            Clock clock) {
        this.codec = codec;
        this.names = codec.names();
        this.maxAge = maxAge;
        this.primary = primary;
        this.committedHere = committedHere;
        this.clock = clock;
    }

    public TokenCounts counts() {
        return counts;
    }

    /** Whether only sealed tokens are believed, so that a client cannot forge one. */
    public boolean areSigned() {
        return codec.seals();
    }

    /** The tokens for what is required: one for the position, and one for commits whose position is unknown. */
    public List<Token> issue(RequiredPosition required) {
        List<Token> tokens = new ArrayList<>(2);
        if (required.position() != null) {
            tokens.add(new Token(required.position(), clock.millis()));
        }
        if (required.isUnknown()) {
            tokens.add(new Token(null, clock.millis()));
        }
        return tokens;
    }

    /** A short name for a token, for the cookie that carries it, see {@link CookieNames#of}. */
    public String name(Token token) {
        return names.of(token, token.position() != null ? token.position() : database(primary.get()));
    }

    /** Whether a cookie with this name may carry a token of this application's database. */
    public boolean mayBeName(String name) {
        return names.mayBeFor(database(primary.get()), name);
    }

    /** A position of the database, or {@code null} if none is known. */
    private LogPosition database(Sample current) {
        return current != null ? current.position() : committedHere.get();
    }

    public String text(Token token) {
        counts.add(token.position() == null ? Fate.MINTED_WITHOUT_POSITION : Fate.MINTED, 1);
        return codec.encode(token);
    }

    /** Everything that is required as one text, {@code null} if nothing is required. */
    public String text(RequiredPosition required) {
        List<String> texts = issue(required).stream().map(this::text).toList();
        return texts.isEmpty() ? null : String.join(SEPARATOR, texts);
    }

    /**
     * What a text that {@link #text(RequiredPosition)} has created requires now.
     *
     * @throws IllegalArgumentException the text was not created there, or not with a secret that is accepted here
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

    /** Reads what a client has sent. Texts that are no genuine tokens are left out. Never throws. */
    public PresentedTokens read(List<String> texts) {
        return read(texts, List.of());
    }

    /**
     * Reads what a client has sent. Texts that are no genuine tokens are left out. Never throws.
     *
     * @param texts what the client means for this application
     * @param ofHost what a browser sends to all applications of the host. They may share a secret, so that a token of another
     *        database is genuine, but none of this application.
     */
    public PresentedTokens read(List<String> texts, List<String> ofHost) {
        List<PresentedTokens.Presented> genuine = new ArrayList<>();
        Sample current = primary.get();
        texts.forEach(it -> read(it, codec.seals(), current, genuine));
        ofHost.forEach(it -> read(it, false, current, genuine));
        return genuine.isEmpty() ? PresentedTokens.NONE : presented(genuine, current);
    }

    private void read(String text, boolean ofAnyDatabase, Sample current, List<PresentedTokens.Presented> genuine) {
        Token token = codec.decode(text);
        if (token == null || !ofAnyDatabase && isForeign(token, current)) {
            counts.add(token == null ? Fate.REFUSED_NOT_GENUINE : Fate.REFUSED_FOREIGN, 1);
            return;
        }
        RequiredPosition required = required(token, current);
        counts.add(required == RequiredPosition.NONE ? Fate.REFUSED_EXPIRED : Fate.ACCEPTED, 1);
        genuine.add(new PresentedTokens.Presented(text, token, required));
    }

    private PresentedTokens presented(List<PresentedTokens.Presented> genuine, Sample current) {
        return new PresentedTokens(List.copyOf(genuine),
                codec.seals() || genuine.stream().allMatch(it -> isProved(it.token(), current)));
    }

    /** The same tokens with what they require now. A token that was read long ago may have expired since. */
    public PresentedTokens renew(PresentedTokens presented) {
        if (presented.required() == RequiredPosition.NONE) {
            return presented;
        }
        Sample current = primary.get();
        return new PresentedTokens(presented.all().stream()
                .map(it -> new PresentedTokens.Presented(it.text(), it.token(), required(it.token(), current))).toList(),
                presented.areProved());
    }

    /** Drops unsigned tokens that are forged, see {@link PresentedTokens#provedBy}. */
    public PresentedTokens prove(PresentedTokens presented, Sample primary) {
        PresentedTokens proved = presented.provedBy(primary);
        counts.add(Fate.REFUSED_BEYOND_PRIMARY, presented.all().size() - proved.all().size());
        return proved;
    }

    /** Whether a token is of another database. It then belongs to another application, or is forged. */
    private static boolean isForeign(Token token, Sample current) {
        return current != null && token.position() != null
                && !token.position().isSameDatabase(current.position());
    }

    /** Whether the primary was seen at or beyond the token's position. */
    private boolean isProved(Token token, Sample current) {
        LogPosition position = token.position();
        LogPosition here = committedHere.get();
        return position != null && (here != null && position.isReachedBy(here)
                || current != null && position.isReachedBy(current.written()));
    }

    private RequiredPosition required(Token token, Sample current) {
        LogPosition position = token.position();
        if (position != null && (current == null || isComparable(position.relationTo(current.position())))) {
            return RequiredPosition.of(position);
        }
        return token.ageMillis(clock.millis()) <= maxAge.toMillis() ? RequiredPosition.UNKNOWN : RequiredPosition.NONE;
    }

    /** A position that was made after a failover which this process has not noticed yet will be comparable soon. */
    private static boolean isComparable(History relation) {
        return relation == History.SAME || relation == History.AFTER_FAILOVER;
    }
}
