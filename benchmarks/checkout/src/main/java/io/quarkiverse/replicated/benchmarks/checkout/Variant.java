package io.quarkiverse.replicated.benchmarks.checkout;

import java.util.Map;

import io.quarkiverse.replicated.runtime.position.RequiredPosition;

/** All that is compared. Pools hold eight connections and are otherwise as they come. */
public enum Variant {

    AGROAL("Agroal as Quarkus sets it up, two pools chosen by hand", "replica") {
        @Override
        Checkout open() throws Exception {
            return Plain.open(Map.of(), false);
        }
    },
    AGROAL_METRICS("the same, with the pools' metrics", "replica") {
        @Override
        Checkout open() throws Exception {
            return Plain.open(Map.of(), true);
        }
    },
    ROUTED_BY_METHOD("this library, one replica, without positions (`consistency.mode=none`)", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(1, "none");
        }
    },
    ROUTED("this library, one replica", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(1, "position");
        }
    },
    ROUTED_3("this library, three replicas", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(3, "position");
        }
    },
    ROUTED_3_METRICS("the same, with the pools' metrics", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(3, "position").withPoolMetrics();
        }
    },
    ROUTED_IN_REQUEST("this library, one replica, in an HTTP request that has read before", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(1, "position").inRequest(RequiredPosition.NONE);
        }
    },
    ROUTED_WITH_TOKEN("the same, and the request has brought a position", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(1, "position").inRequest(Routed.shownByAll());
        }
    },
    ROUTED_3_WITH_TOKEN("the same, three replicas", "replica") {
        @Override
        Checkout open() throws Exception {
            return Routed.open(3, "position").inRequest(Routed.shownByAll());
        }
    },
    HIKARI("HikariCP, one pool, no routing", "primary") {
        @Override
        Checkout open() {
            return Peers.hikari();
        }
    },
    SPRING_ROUTING("Spring `AbstractRoutingDataSource` over two HikariCP pools", "replica") {
        @Override
        Checkout open() {
            return Peers.springRoutingOverHikari();
        }
    },
    SPRING_ROUTING_AGROAL("the same over the two Agroal pools of the first row", "replica") {
        @Override
        Checkout open() throws Exception {
            return Peers.springRoutingOverAgroal();
        }
    },
    SPRING_LAZY("Spring `LazyConnectionDataSourceProxy` over two HikariCP pools", "replica") {
        @Override
        Checkout open() {
            return Peers.springLazy();
        }
    },
    SHARDINGSPHERE("ShardingSphere-JDBC read/write splitting", "replica") {
        @Override
        Checkout open() throws Exception {
            return Peers.shardingSphere();
        }
    },
    AWS_READ_WRITE_SPLITTING("AWS JDBC wrapper `readWriteSplitting` in an Agroal pool", "replica") {
        @Override
        Checkout open() throws Exception {
            return Peers.awsReadWriteSplitting();
        }
    },
    AWS_SRW("AWS JDBC wrapper `srw` in an Agroal pool", "replica") {
        @Override
        Checkout open() throws Exception {
            return Peers.awsSimple();
        }
    },
    DYNAMIC_DATASOURCE("baomidou dynamic-datasource over two HikariCP pools", "replica") {
        @Override
        Checkout open() {
            return Peers.dynamicDataSource();
        }
    };

    private final String title;
    private final String readsFrom;

    Variant(String title, String readsFrom) {
        this.title = title;
        this.readsFrom = readsFrom;
    }

    /** In the tables. */
    String title() {
        return title;
    }

    /** What the names of the servers that it reads from begin with. */
    String readsFrom() {
        return readsFrom;
    }

    abstract Checkout open() throws Exception;
}
