package io.quarkiverse.replicated.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.quarkiverse.replicated.cluster.process.RunAs;

class OrdinaryUserTest {

    private static final List<String> AS_NOBODY = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups",
            "--");

    @Test
    void runsWithoutRoot() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "the other tests have already run without root");
        assumeTrue(RunAs.SETPRIV.works() && RunAs.SETPRIV.reaches(Path.of(System.getProperty("java.home"))),
                "needs setpriv, and a JDK that all users can reach");
        // Other users need not be able to read the repository below /root or the checkout.
        Path place = Files.createTempDirectory(Path.of("/tmp"), "ordinary-user");
        try {
            String classPath = copyClassPath(Files.createDirectory(place.resolve("lib")));
            Path temporary = Files.createDirectory(place.resolve("tmp"));
            FileTree.permit(place, "rwxr-xr-x");
            FileTree.permit(temporary, "rwxrwxrwx");

            try (ChildJvm child = ChildJvm.start(AS_NOBODY, classPath, temporary)) {
                assertThat(child.read("USER")).isEqualTo("nobody");
                assertThat(child.read("ANSWER")).isEqualTo("42");
                assertThat(Files.getOwner(Path.of(child.read("DIRECTORY"))).getName()).isEqualTo("nobody");
                child.order("exit");
                assertThat(child.awaitEnd()).isZero();
            }
        } finally {
            FileTree.delete(place);
        }
    }

    private static String copyClassPath(Path target) {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                Path copy = target.resolve(copies.size() + "-" + Path.of(entry).getFileName());
                FileTree.copy(Path.of(entry), copy, file -> true);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }
}
