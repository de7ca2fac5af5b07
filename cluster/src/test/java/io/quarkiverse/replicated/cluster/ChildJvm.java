package io.quarkiverse.replicated.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Another JVM that runs {@link ChildMain}. {@link #close()} kills it with -9 if it has not ended.
 */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> seen = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildJvm start(Path temporary, String... options) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), temporary, options);
    }

    /** @param prefix words before the command, to run it as another user */
    static ChildJvm start(List<String> prefix, String classPath, Path temporary, String... options) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", classPath, ChildMain.class.getName()));
        return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).directory(temporary.toFile()).start());
    }

    /** Waits for a line that starts with the key, and returns the rest of that line. */
    String read(String key) throws IOException {
        for (String line : seen) {
            if (line.startsWith(key + " ")) {
                return line.substring(key.length() + 1);
            }
        }
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (line.startsWith(key + " ")) {
                return line.substring(key.length() + 1);
            }
        }
        throw new IOException("No " + key + " from the child JVM:\n" + String.join("\n", seen));
    }

    /** The servers of its cluster, and all their children. */
    List<ProcessHandle> servers() {
        return process.descendants().filter(child -> child.info().command().orElse("").endsWith("/postgres")).toList();
    }

    void order(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes());
        process.getOutputStream().flush();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
