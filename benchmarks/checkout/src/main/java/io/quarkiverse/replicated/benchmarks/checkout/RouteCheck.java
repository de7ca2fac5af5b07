package io.quarkiverse.replicated.benchmarks.checkout;

import java.sql.Connection;

import io.quarkiverse.replicated.benchmarks.checkout.CheckoutBenchmark.Work;

/** Verifies before and after the timing that connections lead to the right server. Each server returns its name. */
final class RouteCheck {

    private RouteCheck() {
    }

    static void verify(Variant variant, Checkout checkout, Work work) throws Exception {
        all(variant, checkout, work);
        if (checkout.transactions() != null && work != Work.ALTERNATING) {
            checkout.transactions().begin();
            all(variant, checkout, work);
            checkout.transactions().commit();
        }
    }

    private static void all(Variant variant, Checkout checkout, Work work) throws Exception {
        for (int i = 0; i < 10; i++) {
            if (work != Work.READ) {
                verify(variant, "primary", checkout.write(), checkout.lockingQuery());
            }
            if (work != Work.WRITE) {
                verify(variant, variant.readsFrom(), checkout.read(), checkout.query());
            }
        }
    }

    private static void verify(Variant variant, String expected, Connection connection, String query) throws Exception {
        try (connection) {
            String server = CheckoutBenchmark.ask(connection, query);
            if (!server.startsWith(expected)) {
                throw new IllegalStateException(variant + " went to " + server + " rather than to " + expected);
            }
        }
    }
}
