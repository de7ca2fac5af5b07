package io.quarkiverse.replicated.it.request;

/** What an endpoint throws for {@link AskingMapper}. */
public class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
