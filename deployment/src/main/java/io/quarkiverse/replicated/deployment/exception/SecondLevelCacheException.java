package io.quarkiverse.replicated.deployment.exception;

import io.quarkiverse.replicated.runtime.config.Guide;

/** Hibernate's second-level cache is on, although reads go to replicas. */
public final class SecondLevelCacheException extends ReplicatedSetupException {

    public SecondLevelCacheException(String use) {
        super(Guide.CACHES,
                use + " uses Hibernate's second-level cache. A read from a replica can put an old row there. A later "
                        + "write takes that row for the current one, and overwrites newer data.",
                "Set quarkus.hibernate-orm.second-level-caching-enabled=false, or keep it out of the cache. If all that is cached "
                        + "is read from the primary, or never changes, set quarkus.replicated.allow-second-level-cache=true.");
    }
}
