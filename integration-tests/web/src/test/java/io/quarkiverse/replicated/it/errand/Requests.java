package io.quarkiverse.replicated.it.errand;

import static io.restassured.RestAssured.given;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Sends requests that run the test's code on the thread which serves them. */
@ApplicationScoped
public class Requests {

    @Inject
    Errands errands;

    /** @return what {@code code} returned; what it throws is thrown here */
    public <T> T get(Callable<T> code) throws Exception {
        return send("GET", code);
    }

    /** @return what {@code code} returned; what it throws is thrown here */
    public <T> T post(Callable<T> code) throws Exception {
        return send("POST", code);
    }

    private <T> T send(String method, Callable<T> code) throws Exception {
        FutureTask<T> errand = new FutureTask<>(code);
        given().request(method, "/errand/" + errands.leave(errand)).then().statusCode(204);
        try {
            return errand.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
