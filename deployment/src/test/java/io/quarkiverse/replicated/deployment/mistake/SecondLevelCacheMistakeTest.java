package io.quarkiverse.replicated.deployment.mistake;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.replicated.deployment.exception.SecondLevelCacheException;
import io.quarkus.test.QuarkusUnitTest;

class SecondLevelCacheMistakeTest {

    @RegisterExtension
    static final QuarkusUnitTest application = Mistakes.application(Product.class)
            .assertException(Mistakes.only(SecondLevelCacheException.class, "Product",
                    "quarkus.hibernate-orm.second-level-caching-enabled=false", "quarkus.replicated.allow-second-level-cache"));

    @Test
    void failsTheBuild() {
        Assertions.fail("the application was built");
    }

    @Entity
    @Cacheable
    public static class Product {

        @Id
        long id;
    }
}
