package io.quarkiverse.replicated.it.programmatic;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.Replication;
import io.quarkiverse.replicated.Route;
import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.it.WhereAmI;
import io.quarkiverse.replicated.it.bean.Reading;
import io.quarkiverse.replicated.it.bean.Writing;
import io.quarkiverse.replicated.it.errand.Requests;
import io.quarkiverse.replicated.it.transaction.Transactions;
import io.quarkus.test.junit.QuarkusTest;

/** Each reason with both servers. That the server agrees is what {@link WhereAmI#tell} checks everywhere else. */
@QuarkusTest
class CurrentRouteTest {

    @Inject
    Replication replication;

    @Inject
    Reading reading;

    @Inject
    Writing writing;

    @Inject
    Transactions transactions;

    @Inject
    WhereAmI where;

    @Inject
    Requests requests;

    @Test
    void withoutRequest() {
        assertThat(replication.currentRoute()).isEqualTo(primary(Reason.NO_REQUEST));
    }

    @Test
    void byHttpMethod() throws Exception {
        assertThat(requests.get(replication::currentRoute)).isEqualTo(replica(Reason.HTTP_METHOD));
        assertThat(requests.post(replication::currentRoute)).isEqualTo(primary(Reason.HTTP_METHOD));
    }

    @Test
    void byAnnotation() throws Exception {
        assertThat(reading.call(replication::currentRoute)).isEqualTo(replica(Reason.ANNOTATION));
        assertThat(writing.call(replication::currentRoute)).isEqualTo(primary(Reason.ANNOTATION));
    }

    @Test
    void inCode() throws Exception {
        assertThat(replication.callOnReplica(replication::currentRoute)).isEqualTo(replica(Reason.PROGRAMMATIC));
        assertThat(replication.callOnPrimary(replication::currentRoute)).isEqualTo(primary(Reason.PROGRAMMATIC));
    }

    @Test
    void byOpenTransaction() throws Exception {
        assertThat(transactions.reading(this::routeAfterConnection)).isEqualTo(replica(Reason.OPEN_TRANSACTION));
        assertThat(transactions.writing(this::routeAfterConnection)).isEqualTo(primary(Reason.OPEN_TRANSACTION));
    }

    @Test
    void transactionWithoutConnectionIsNotDecidedYet() throws Exception {
        assertThat(transactions.reading(replication::currentRoute)).isEqualTo(replica(Reason.ANNOTATION));
    }

    /** Only what the primary returned may be kept in a cache. */
    @Test
    void aCacheIsFilledByThePrimaryOnly() throws Exception {
        assertThat(replication.readsFromPrimary()).as("no request").isTrue();
        assertThat(requests.post(replication::readsFromPrimary)).as("a method that writes").isTrue();
        assertThat(requests.get(() -> replication.callOnPrimary(replication::readsFromPrimary))).isTrue();
        assertThat(requests.get(() -> writing.call(replication::readsFromPrimary))).isTrue();
        assertThat(transactions.writing(this::fromPrimaryAfterConnection)).isTrue();

        assertThat(requests.get(replication::readsFromPrimary)).as("a method that reads").isFalse();
        assertThat(requests.get(this::fromPrimaryAfterConnection)).isFalse();
        assertThat(requests.post(() -> reading.call(replication::readsFromPrimary))).isFalse();
        assertThat(transactions.reading(this::fromPrimaryAfterConnection)).isFalse();
    }

    private boolean fromPrimaryAfterConnection() {
        where.ask();
        return replication.readsFromPrimary();
    }

    @Test
    void routesAreNotCreatedAnew() throws Exception {
        assertThat(requests.get(replication::currentRoute)).isSameAs(requests.get(replication::currentRoute));
    }

    private Route routeAfterConnection() {
        where.ask();
        return replication.currentRoute();
    }

    private static Route primary(Reason reason) {
        return new Route(Target.PRIMARY, "master", reason);
    }

    private static Route replica(Reason reason) {
        return new Route(Target.REPLICA, "replica", reason);
    }
}
