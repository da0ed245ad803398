package knet.driver.abi;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** Listens on the sockets of one or several bells, and sleeps until a byte comes through one. */
final class SocketWaiter implements AutoCloseable {
    private static final long NS_PER_MS = 1_000_000;

    /** Without sockets (a path too long for one, say) a sleep is this long at most. */
    private static final long BLIND_SLEEP_NS = NS_PER_MS;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(256);
    private final Path[] paths;
    private volatile Selector selector;

    SocketWaiter(final Path... paths) {
        this.paths = paths.clone();
        try {
            selector = Selector.open();
            for (final Path path : paths) {
                Files.deleteIfExists(path);
                final ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT);
                server.bind(UnixDomainSocketAddress.of(path));
            }
        } catch (final IOException | UnsupportedOperationException e) {
            close();
        }
    }

    void await(final long timeoutNs) {
        if (selector == null) {
            LockSupport.parkNanos(Math.min(timeoutNs, BLIND_SLEEP_NS));
            return;
        }
        try {
            final long timeoutMs = timeoutNs / NS_PER_MS;
            if (timeoutMs > 0) {
                selector.select(this::onReady, timeoutMs);
            } else {
                selector.selectNow(this::onReady);
                LockSupport.parkNanos(timeoutNs);
            }
        } catch (final IOException e) {
            close();
        }
    }

    /** Ends a sleep, or the next one. */
    void wakeUp() {
        final Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    private void onReady(final SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
                    peer.configureBlocking(false);
                    peer.register(selector, SelectionKey.OP_READ);
                }
            } else if (((SocketChannel) key.channel()).read(bytes.clear()) < 0) {
                key.channel().close();
            }
        } catch (final IOException e) {
            key.cancel();
        }
    }

    @Override
    public void close() {
        if (selector != null) {
            try {
                for (final SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
                selector.close();
                for (final Path path : paths) {
                    Files.deleteIfExists(path);
                }
            } catch (final IOException e) {
                // Nothing depends on it: the sockets go with the process.
                selector = null;
            }
            selector = null;
        }
    }
}
