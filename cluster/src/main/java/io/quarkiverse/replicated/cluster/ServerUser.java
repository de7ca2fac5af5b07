package io.quarkiverse.replicated.cluster;

import io.quarkiverse.replicated.cluster.process.RunAs;

/**
 * Finds the user that the servers run as, because PostgreSQL refuses to run as root.
 */
final class ServerUser {

    private ServerUser() {
    }

    static RunAs find() {
        RunAs runAs = detect();
        if (!runAs.hasAccount()) {
            throw new PostgresClusterException("/etc/passwd has neither 'postgres' nor 'nobody'");
        }
        return runAs;
    }

    private static RunAs detect() {
        try {
            return RunAs.detect().orElseThrow(() -> new PostgresClusterException("PostgreSQL refuses to run as root, and none"
                    + " of unshare, setpriv, runuser and su gives it another user here. Run the JVM as an ordinary user, or add"
                    + " the account 'postgres' to the image."));
        } catch (InterruptedException e) {
            throw Await.interrupted(e);
        }
    }
}
