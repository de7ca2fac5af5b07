package io.quarkiverse.replicated.it.consistency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/** One address that leads to one server or to several in turn: a balancer, or a name that moves with a failover. */
final class Forwarder implements AutoCloseable {

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread it = new Thread(task, "forwarder");
        it.setDaemon(true);
        return it;
    });
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile List<PostgresNode> targets;
    private volatile Semaphore passes = new Semaphore(Integer.MAX_VALUE);

    Forwarder(PostgresNode... targets) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leadTo(targets);
        threads.execute(this::accept);
    }

    /** New connections go there, the old ones are cut. */
    void leadTo(PostgresNode... next) {
        divertTo(next);
        open.forEach(Forwarder::close);
    }

    /** The next connection goes there, those after it are held, and the old ones are cut. */
    void leadOnceTo(PostgresNode next) {
        passes = new Semaphore(1);
        leadTo(next);
    }

    /** The connections that are held go on, as do all new ones. */
    void release() {
        passes.release(Integer.MAX_VALUE - 1);
        passes = new Semaphore(Integer.MAX_VALUE);
    }

    /** New connections go there, the old ones stay. */
    void divertTo(PostgresNode... next) {
        targets = List.of(next);
    }

    String jdbcUrl(PostgresCluster cluster) {
        return "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/" + cluster.database();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                List<PostgresNode> among = targets;
                PostgresNode target = among.get(count.getAndIncrement() % among.size());
                Semaphore pass = passes;
                open.add(client);
                threads.execute(() -> forward(client, target, pass));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void forward(Socket client, PostgresNode target, Semaphore pass) {
        pass.acquireUninterruptibly();
        try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            open.add(upstream);
            threads.execute(() -> copy(upstream, client));
            copy(client, upstream);
        } catch (IOException e) {
            close(client); // The client sees a connection that ends, as it would with the server itself.
        } finally {
            open.remove(client);
        }
    }

    private void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two has ended the connection: the other one hears of it below.
        } finally {
            close(from);
            close(to);
            open.remove(from);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Forwarder::close);
        threads.shutdownNow();
    }
}
