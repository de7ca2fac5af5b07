package io.quarkiverse.replicated.benchmarks.frontier;

/** How often users write. */
enum Mix {

    MOSTLY_READS("90/10", 0.1),

    HALF_WRITES("50/50", 0.5);

    private final String title;
    private final double writes;

    Mix(String title, double writes) {
        this.title = title;
        this.writes = writes;
    }

    /** The probability that a user writes after having thought, and does not read. */
    double writes() {
        return writes;
    }

    /** For names of files. */
    String slug() {
        return title.replace('/', '-');
    }

    @Override
    public String toString() {
        return title;
    }
}
