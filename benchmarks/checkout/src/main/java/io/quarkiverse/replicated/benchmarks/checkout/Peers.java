package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import javax.sql.DataSource;

import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.readwritesplitting.config.ReadwriteSplittingRuleConfiguration;
import org.apache.shardingsphere.readwritesplitting.config.rule.ReadwriteSplittingDataSourceGroupRuleConfiguration;
import org.apache.shardingsphere.readwritesplitting.transaction.TransactionalReadQueryStrategy;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import com.baomidou.dynamic.datasource.DynamicRoutingDataSource;
import com.baomidou.dynamic.datasource.toolkit.DynamicDataSourceContextHolder;
import com.zaxxer.hikari.HikariDataSource;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;

/** What people use today, each set up as its own documentation has it. */
final class Peers {

    private static final String PRIMARY = "jdbc:postgresql://primary:5432/app";
    private static final String REPLICA = "jdbc:postgresql://replica-1:5432/app";
    private static final int POOL_SIZE = 8;

    private Peers() {
    }

    static HikariDataSource hikari(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDriverClassName(NoOpDriver.class.getName());
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(POOL_SIZE);
        return pool;
    }

    static Checkout hikari() {
        HikariDataSource pool = hikari(PRIMARY);
        return new Single(pool);
    }

    static Checkout springRoutingOverHikari() {
        return springRouting(hikari(PRIMARY), hikari(REPLICA));
    }

    /** The same pools as those of {@link Plain}. */
    static Checkout springRoutingOverAgroal() throws ReflectiveOperationException {
        QuarkusServers servers = QuarkusServers.start(Map.of());
        return springRouting(servers.plainPrimary, servers.plainReplica);
    }

    private static Checkout springRouting(DataSource primary, DataSource replica) {
        AbstractRoutingDataSource source = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return TransactionSynchronizationManager.isCurrentTransactionReadOnly();
            }
        };
        source.setTargetDataSources(Map.of(true, replica, false, primary));
        source.afterPropertiesSet();
        return new Checkout() {
            @Override
            public Connection read() throws SQLException {
                TransactionSynchronizationManager.setCurrentTransactionReadOnly(true);
                return source.getConnection();
            }

            @Override
            public Connection write() throws SQLException {
                TransactionSynchronizationManager.setCurrentTransactionReadOnly(false);
                return source.getConnection();
            }
        };
    }

    static Checkout springLazy() {
        LazyConnectionDataSourceProxy source = new LazyConnectionDataSourceProxy(hikari(PRIMARY));
        source.setReadOnlyDataSource(hikari(REPLICA));
        source.afterPropertiesSet();
        return new BySetReadOnly(source);
    }

    static Checkout shardingSphere() throws SQLException {
        // It wants to know the vendor, and then asks PostgreSQL more than the driver can answer.
        Map<String, DataSource> pools = Map.of("primary", hikari("jdbc:h2:mem:primary"), "replica_1",
                hikari("jdbc:h2:mem:replica-1"));
        ReadwriteSplittingRuleConfiguration rule = new ReadwriteSplittingRuleConfiguration(
                List.of(new ReadwriteSplittingDataSourceGroupRuleConfiguration("app", "primary", List.of("replica_1"),
                        TransactionalReadQueryStrategy.PRIMARY, "balancer")),
                Map.of("balancer", new AlgorithmConfiguration("ROUND_ROBIN", new Properties())));
        return new Single(ShardingSphereDataSourceFactory.createDataSource(pools, List.of(rule), new Properties())) {
            @Override
            public String lockingQuery() {
                return "SELECT 1 FOR UPDATE"; // It reads the route from the statement.
            }
        };
    }

    static Checkout awsReadWriteSplitting() throws SQLException {
        return new BySetReadOnly(aws("jdbc:aws-wrapper:postgresql://primary:5432,replica-1:5432/app",
                Map.of("wrapperPlugins", "readWriteSplitting", "singleWriterConnectionString", "true")));
    }

    static Checkout awsSimple() throws SQLException {
        return new BySetReadOnly(aws("jdbc:aws-wrapper:postgresql://primary:5432/app",
                Map.of("wrapperPlugins", "srw", "srwWriteEndpoint", "primary", "srwReadEndpoint", "replica-1",
                        "verifyNewSrwConnections", "false")));
    }

    private static AgroalDataSource aws(String url, Map<String, String> properties) throws SQLException {
        NoOpDriver.register();
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(
                it -> it.maxSize(POOL_SIZE).connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(url).connectionProviderClass(software.amazon.jdbc.Driver.class)
                            .jdbcProperty("wrapperDialect", "pg").jdbcProperty("wrapperTargetDriverDialect", "generic");
                    properties.forEach(factory::jdbcProperty);
                    return factory;
                })));
    }

    static Checkout dynamicDataSource() {
        DynamicRoutingDataSource source = new DynamicRoutingDataSource(
                List.of(() -> Map.of("master", hikari(PRIMARY), "slave_1", hikari(REPLICA))));
        source.afterPropertiesSet();
        return new Checkout() {
            @Override
            public Connection read() throws SQLException {
                return open("slave");
            }

            @Override
            public Connection write() throws SQLException {
                return open("master");
            }

            private Connection open(String group) throws SQLException {
                DynamicDataSourceContextHolder.push(group);
                Connection connection = source.getConnection();
                DynamicDataSourceContextHolder.poll();
                return connection;
            }
        };
    }

    /** One datasource for all that is wanted. */
    private static class Single implements Checkout {

        private final DataSource source;

        Single(DataSource source) {
            this.source = source;
        }

        @Override
        public Connection read() throws SQLException {
            return source.getConnection();
        }

        @Override
        public Connection write() throws SQLException {
            return source.getConnection();
        }
    }

    /** {@code setReadOnly} declares what the connection is for. */
    private record BySetReadOnly(DataSource source) implements Checkout {

        @Override
        public Connection read() throws SQLException {
            Connection connection = source.getConnection();
            connection.setReadOnly(true);
            return connection;
        }

        @Override
        public Connection write() throws SQLException {
            return source.getConnection();
        }
    }
}
