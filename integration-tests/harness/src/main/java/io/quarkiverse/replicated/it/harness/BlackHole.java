package io.quarkiverse.replicated.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

import io.quarkiverse.replicated.cluster.PostgresCluster;
import io.quarkiverse.replicated.cluster.PostgresNode;

/**
 * An address that leads to one server, through a network that can lose all that it carries. Connections then stay open without
 * an answer, as they do when a host disappears. What was lost does not come back. Safe for use by several threads.
 */
public final class BlackHole implements AutoCloseable {

    private final ServerSocket server;
    private final PostgresNode target;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread it = new Thread(task, "black hole");
        it.setDaemon(true);
        return it;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    // Whether the connections that are made now are lost, too. Each connection keeps the one that it was accepted with.
    private volatile AtomicBoolean lost = new AtomicBoolean();

    public BlackHole(PostgresNode target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public String jdbcUrl(PostgresCluster cluster) {
        return "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/" + cluster.database();
    }

    /** All connections, and those that are made from now on, are silent for ever. */
    public void open() {
        lost.set(true);
    }

    /** The connections that are made from now on work. All others are silent for ever. */
    public void comeBack() {
        lost.set(true);
        lost = new AtomicBoolean();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                AtomicBoolean isLost = lost;
                open.add(client);
                threads.execute(() -> forward(client, isLost));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void forward(Socket client, AtomicBoolean isLost) {
        try {
            Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target.port());
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            open.add(upstream);
            threads.execute(() -> copy(upstream, client, isLost));
            copy(client, upstream, isLost);
        } catch (IOException e) {
            if (!isLost.get()) {
                end(client); // The client sees a connection that ends, as it would with the server itself.
            }
        }
    }

    private void copy(Socket from, Socket to, AtomicBoolean isLost) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!isLost.get()) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the two has ended the connection. The other one hears of it below, unless that is lost, too.
        }
        end(from);
        if (!isLost.get()) {
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
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
        open.forEach(this::end);
        threads.shutdownNow();
    }
}
