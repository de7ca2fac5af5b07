package io.quarkiverse.replicated.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * PostgreSQL refuses to run as root. These are the ways in which a root JVM gives its servers another user, best first.
 */
enum RunAs {

    /** The JVM is not root: nothing to do. */
    SELF,

    /** A user namespace: to the kernel it is still root, so no file changes its owner. Docker's seccomp profile denies it. */
    UNSHARE("unshare", "-U"),

    /** Another user for real: data directories change owner, and that user must be able to reach them. */
    SETPRIV("setpriv", "--reuid=%2$d", "--regid=%3$d", "--clear-groups", "--"),

    /** As {@link #SETPRIV}, through PAM. */
    RUNUSER("runuser", "-u", "%1$s", "--"),

    /** As {@link #SETPRIV}, through PAM, on systems without util-linux. */
    SU("su", "-s", "/bin/sh", "%1$s", "-c", "exec \"$0\" \"$@\"", "--");

    /** System property that forces one of them by name, for containers in which the detection goes wrong. */
    static final String PROPERTY = "io.quarkiverse.replicated.cluster.run-as";

    private static final Optional<Account> ACCOUNT = Platform.WINDOWS ? Optional.empty() : Account.unprivileged();

    private final List<String> prefix;

    RunAs(String... prefix) {
        this.prefix = List.of(prefix);
    }

    static RunAs detect() {
        String forced = System.getProperty(PROPERTY);
        if (forced != null) {
            return valueOf(forced.toUpperCase(Locale.ROOT));
        }
        if (Platform.WINDOWS || !answer(List.of("id", "-u")).equals("0")) {
            return SELF;
        }
        for (RunAs way : List.of(UNSHARE, SETPRIV, RUNUSER, SU)) {
            if (way.works()) {
                return way;
            }
        }
        throw new PostgresClusterException("PostgreSQL refuses to run as root, and none of unshare, setpriv, runuser and su"
                + " gives it another user here. Run the JVM as an ordinary user, or add the account 'postgres' to the image.");
    }

    List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        for (String word : prefix) {
            wrapped.add(word.startsWith("%") || word.contains("=%")
                    ? String.format(word, account().name(), account().uid(), account().gid())
                    : word);
        }
        wrapped.addAll(command);
        return wrapped;
    }

    /** Gives the tree to the user of the servers. */
    void own(Path tree) {
        if (changesUser()) {
            account().own(tree);
        }
    }

    /** Whether the user of the servers can get at the directory, if it is readable for all. */
    boolean reaches(Path directory) {
        if (!changesUser()) {
            return true;
        }
        try {
            for (Path path = directory.toAbsolutePath(); path != null; path = path.getParent()) {
                if (Files.exists(path)
                        && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean changesUser() {
        return this != SELF && this != UNSHARE;
    }

    boolean works() {
        if (changesUser() && ACCOUNT.isEmpty()) {
            return false;
        }
        String name = answer(wrap(List.of("id", "-un")));
        return !name.isEmpty() && !name.equals("root");
    }

    private static Account account() {
        return ACCOUNT.orElseThrow(() -> new PostgresClusterException("/etc/passwd has neither 'postgres' nor 'nobody'"));
    }

    /** Empty when the command is missing or failed: then this way is closed, which is all that is asked. */
    private static String answer(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? output : "";
        } catch (IOException notInstalled) {
            return "";
        } catch (InterruptedException e) {
            throw Await.interrupted(e);
        }
    }
}
