package io.quarkiverse.replicated.runtime.position;

/** Commits on threads that work for no request. */
public final class BackgroundCommits {

    private BackgroundCommits() {
    }

    public static void addBackground(LocalCommits commits, RequiredPosition written) {
        commits.giveBack(commits.lend(false), written);
    }
}
