package io.quarkiverse.replicated.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs a cluster without ever closing it, and follows orders from its standard input.
 */
public final class ChildMain {

    private ChildMain() {
    }

    public static void main(String[] args) throws Exception {
        PostgresCluster cluster = PostgresCluster.builder().start();
        System.out.println("USER " + System.getProperty("user.name"));
        System.out.println("DIRECTORY " + cluster.primary().log().getParent().getParent());
        System.out.println("ANSWER " + Sql.value(cluster.replica(0), "SELECT 42"));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            switch (order) {
                case "exit" -> System.exit(0);
                case "freeze" -> {
                    cluster.primary().freeze();
                    cluster.replica(0).freeze();
                    System.out.println("FROZEN yes");
                }
                case "ask" -> System.out.println("AGAIN " + Sql.value(cluster.replica(0), "SELECT 43"));
                case "other class loader" -> startInAnotherClassLoader();
                default -> throw new IllegalArgumentException(order);
            }
        }
    }

    private static void startInAnotherClassLoader() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(ChildMain::url)
                .toArray(URL[]::new);
        Class<?> builder = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())
                .loadClass(PostgresClusterBuilder.class.getName());
        Class<?> type = builder.getClassLoader().loadClass(PostgresCluster.class.getName());
        Object started = builder.getMethod("start")
                .invoke(builder.getMethod("replicas", int.class).invoke(type.getMethod("builder").invoke(null), 0));
        System.out.println("OTHER " + (started.getClass() != PostgresCluster.class));
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
