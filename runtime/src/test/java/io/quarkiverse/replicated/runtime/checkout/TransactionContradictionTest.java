package io.quarkiverse.replicated.runtime.checkout;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.replicated.Route.Reason;
import io.quarkiverse.replicated.Route.Target;
import io.quarkiverse.replicated.runtime.routing.RouteIntent;
import io.quarkiverse.replicated.runtime.server.Placement;
import io.quarkiverse.replicated.runtime.server.Server;

class TransactionContradictionTest {

    private static final Placement ON_REPLICA = new Server(Target.REPLICA, "replica", 1).because(Reason.HTTP_METHOD);
    private static final Placement ON_PRIMARY = new Server(Target.PRIMARY, "master", 0).because(Reason.HTTP_METHOD);
    private static final Placement FALLEN_BACK = new Server(Target.PRIMARY, "master", 0).because(Reason.NO_USABLE_REPLICA);

    @ParameterizedTest
    @EnumSource(names = { "ANNOTATION", "PROGRAMMATIC" })
    void aWriterInAReadingTransactionGetsTheReasonAndTheCure(Reason reason) {
        RouteIntent writer = new RouteIntent(Target.PRIMARY, reason, "Orders#create", false);

        assertThatThrownBy(() -> TransactionContradiction.check(writer, ON_REPLICA))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "25000")
                .hasMessageContainingAll("Orders#create", "'replica'", "REQUIRES_NEW");
    }

    @Test
    void aTransactionThatFellBackToThePrimaryReadsTooAndIsRefusedAlike() {
        RouteIntent writer = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "Orders#create", false);

        assertThatThrownBy(() -> TransactionContradiction.check(writer, FALLEN_BACK)).isInstanceOf(SQLException.class);
    }

    @Test
    void everythingElseIsNoContradiction() {
        RouteIntent writer = new RouteIntent(Target.PRIMARY, Reason.ANNOTATION, "Orders#create", false);
        RouteIntent byMethod = new RouteIntent(Target.PRIMARY, Reason.HTTP_METHOD, "POST", false);
        RouteIntent reader = new RouteIntent(Target.REPLICA, Reason.ANNOTATION, "Orders#list", false);

        assertThatCode(() -> {
            TransactionContradiction.check(writer, ON_PRIMARY);
            TransactionContradiction.check(byMethod, ON_REPLICA);
            TransactionContradiction.check(RouteIntent.NO_REQUEST, ON_REPLICA);
            TransactionContradiction.check(reader, ON_PRIMARY);
            TransactionContradiction.check(reader, ON_REPLICA);
        }).doesNotThrowAnyException();
    }
}
