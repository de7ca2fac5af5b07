package io.quarkiverse.replicated.cluster.process;

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
 * The ways in which a root JVM runs a program as another user, the best first.
 */
public enum RunAs {

    /** Runs the program as the user of the JVM, who is not root. */
    SELF,

    /**
     * A user namespace. The kernel still takes the program for root, so that no file changes its owner. Docker's seccomp
     * profile denies it.
     */
    UNSHARE("unshare", "-U"),

    /** Another account. Data directories change their owner, and the account must be able to reach them. */
    SETPRIV("setpriv", "--reuid=%2$d", "--regid=%3$d", "--clear-groups", "--"),

    /** Like {@link #SETPRIV}, through PAM. */
    RUNUSER("runuser", "-u", "%1$s", "--"),

    /** Like {@link #SETPRIV}, through PAM, on systems without util-linux. */
    SU("su", "-s", "/bin/sh", "%1$s", "-c", "exec \"$0\" \"$@\"", "--");

    /** System property that forces one of them by name, for containers in which the detection goes wrong. */
    public static final String PROPERTY = "io.quarkiverse.replicated.cluster.run-as";

    private static final Optional<Account> ACCOUNT = Platform.WINDOWS ? Optional.empty() : Account.unprivileged();

    private final List<String> prefix;

    RunAs(String... prefix) {
        this.prefix = List.of(prefix);
    }

    /** The best way that works here; empty if a root JVM has none. */
    public static Optional<RunAs> detect() throws InterruptedException {
        String forced = System.getProperty(PROPERTY);
        if (forced != null) {
            return Optional.of(valueOf(forced.toUpperCase(Locale.ROOT)));
        }
        if (Platform.WINDOWS || !answer(List.of("id", "-u")).equals("0")) {
            return Optional.of(SELF);
        }
        for (RunAs way : List.of(UNSHARE, SETPRIV, RUNUSER, SU)) {
            if (way.works()) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /** The command that runs the given one in this way. */
    public List<String> wrap(List<String> command) {
        List<String> wrapped = new ArrayList<>();
        for (String word : prefix) {
            wrapped.add(word.startsWith("%") || word.contains("=%")
                    ? String.format(word, account().name(), account().uid(), account().gid())
                    : word);
        }
        wrapped.addAll(command);
        return wrapped;
    }

    /** Makes the account that programs run as the owner of all files. */
    public void own(Path tree) {
        if (changesUser()) {
            account().own(tree);
        }
    }

    /** Whether the account can reach a directory that all may read. */
    public boolean reaches(Path directory) {
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

    /** Whether the account exists that this way needs. */
    public boolean hasAccount() {
        return !changesUser() || ACCOUNT.isPresent();
    }

    /** Whether the program of this way exists and gives another user. */
    public boolean works() throws InterruptedException {
        if (!hasAccount()) {
            return false;
        }
        String name = answer(wrap(List.of("id", "-un")));
        return !name.isEmpty() && !name.equals("root");
    }

    private static Account account() {
        return ACCOUNT.orElseThrow();
    }

    /** The output of the command; empty if the command is missing or fails. */
    private static String answer(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? output : "";
        } catch (IOException notInstalled) {
            return "";
        }
    }
}
