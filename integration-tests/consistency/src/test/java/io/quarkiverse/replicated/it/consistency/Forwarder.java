package io.quarkiverse.replicated.it.consistency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
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
    // Each connection with the servers that it was accepted for.
    private final Map<Socket, List<PostgresNode>> open = new ConcurrentHashMap<>();
    private List<PostgresNode> targets; // guarded by this
    private Semaphore passes = new Semaphore(Integer.MAX_VALUE); // guarded by this

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
        List<Socket> old;
        synchronized (this) {
            divertTo(next);
            // A client whose connection was cut may have made the next one already.
            old = open.keySet().stream().filter(it -> open.get(it) != targets).toList();
        }
        old.forEach(Forwarder::close);
    }

    /** The next connection goes there, those after it are held, and the old ones are cut. */
    synchronized void leadOnceTo(PostgresNode next) {
        passes = new Semaphore(1);
        leadTo(next);
    }

    /** The connections that are held go on, as do all new ones. */
    synchronized void release() {
        passes.release(Integer.MAX_VALUE - 1);
        passes = new Semaphore(Integer.MAX_VALUE);
    }

    /** New connections go there, the old ones stay. */
    synchronized void divertTo(PostgresNode... next) {
        targets = List.of(next);
    }

    /** Cuts all connections. New ones go to the same servers. */
    void cut() {
        open.keySet().forEach(Forwarder::close);
    }

    int port() {
        return server.getLocalPort();
    }

    String jdbcUrl(PostgresCluster cluster) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + cluster.database();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Semaphore pass;
                List<PostgresNode> among;
                synchronized (this) {
                    pass = passes;
                    among = targets;
                    open.put(client, among);
                }
                threads.execute(() -> forward(client, among, pass));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void forward(Socket client, List<PostgresNode> among, Semaphore pass) {
        pass.acquireUninterruptibly();
        PostgresNode target = among.get(count.getAndIncrement() % among.size());
        try (client; Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target.port())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            open.put(upstream, among);
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
        open.keySet().forEach(Forwarder::close);
        threads.shutdownNow();
    }
}
