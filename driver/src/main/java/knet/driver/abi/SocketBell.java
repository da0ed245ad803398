package knet.driver.abi;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A bell on a Unix-domain socket in the device directory: the waiter listens, the ringer sends a
 * byte. For systems without futexes. The waiter binds the socket before it looks at the word, and
 * the ringer changes the word before it connects, so one of the two sees the other.
 */
final class SocketBell extends Bell {
    final Path path;
    private final ByteBuffer one = ByteBuffer.allocateDirect(1);
    private SocketChannel ringer;
    private SocketWaiter waiter;

    SocketBell(
            final AtomicBuffer buffer, final int offset, final Path directory, final String name) {
        super(buffer, offset);
        this.path = directory.resolve(name + ".sock");
    }

    @Override
    public synchronized void ring() {
        if (!send()) {
            // The waiter may be a new process, or there is none: then nobody is to be woken.
            closeRinger();
            if (connect() && !send()) {
                closeRinger();
            }
        }
    }

    private boolean send() {
        if (ringer == null) {
            return false;
        }
        try {
            // Nothing written means that the socket is full: the waiter has enough to wake up from.
            ringer.write(one.clear());
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    private boolean connect() {
        try {
            ringer = SocketChannel.open(StandardProtocolFamily.UNIX);
            ringer.connect(UnixDomainSocketAddress.of(path));
            ringer.configureBlocking(false);
            return true;
        } catch (final IOException | UnsupportedOperationException e) {
            closeRinger();
            return false;
        }
    }

    private void closeRinger() {
        if (ringer != null) {
            try {
                ringer.close();
            } catch (final IOException e) {
                // It is given up either way.
                ringer = null;
            }
            ringer = null;
        }
    }

    @Override
    public void await(final int expected, final long timeoutNs) {
        if (waiter == null) {
            waiter = new SocketWaiter(path);
        }
        if (word() == expected) {
            waiter.await(timeoutNs);
        }
    }

    @Override
    public synchronized void close() {
        closeRinger();
        if (waiter != null) {
            waiter.close();
            waiter = null;
        }
    }
}
