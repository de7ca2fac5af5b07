package io.quarkiverse.replicated.runtime.config;

/**
 * The sections of the guide that messages link to. Each message that asks for an action ends with one of these links:
 * {@code See https://…/routing.html#transactions}. A test checks that every page and section exists in the sources of the
 * guide.
 */
public enum Guide {

    SET_UP("index", "set-up"),
    LIMITS("index", "limits"),
    RULES("routing", "rules"),
    ANNOTATIONS("routing", "annotations"),
    WRITING_READS("routing", "writing-reads"),
    TRANSACTIONS("routing", "transactions"),
    INTERCEPTORS("routing", "interceptors"),
    REPLICA_LIMITS("routing", "replica-limits"),
    NO_REPLICA("routing", "no-replica"),
    SECRET("read-your-writes", "secret"),
    POSITIONS("read-your-writes", "positions"),
    CONSISTENCY("read-your-writes", "modes"),
    SHARED_CACHES("read-your-writes", "shared-caches"),
    REPLICAS("replica-set", "replicas"),
    POOLERS("replica-set", "poolers"),
    USABLE("replica-set", "usable"),
    FALLBACK("replica-set", "fallback"),
    WRITES_REFUSED("replica-set", "writes-refused"),
    PRIMARY_LOST("replica-set", "primary-lost"),
    ROLE_CHANGES("replica-set", "role-changes"),
    OBSERVE("observability", "observe"),
    UNNAMED("adopting", "one"),
    PERSISTENCE_UNITS("adopting", "persistence-units"),
    CACHES("adopting", "caches"),
    REFERENCE("configuration", "reference");

    private static final String SITE = "https://docs.quarkiverse.io/quarkus-replicated/dev/";

    private final String page;
    private final String section;

    Guide(String page, String section) {
        this.page = page;
        this.section = section;
    }

    /** The name of the page, without its extension. */
    public String page() {
        return page;
    }

    /** The identifier of the section within its page. */
    public String section() {
        return section;
    }

    @Override
    public String toString() {
        return "See " + SITE + page + ".html#" + section;
    }
}
