package knet.driver.abi;

import java.nio.file.Path;
import java.util.Arrays;

/** Waits on the sockets of several bells. */
final class SocketGroup extends BellGroup {
    private volatile SocketWaiter waiter;

    SocketGroup(final Bell... bells) {
        super(bells);
    }

    @Override
    void sleep(final long timeoutNs) {
        if (waiter == null) {
            waiter =
                    new SocketWaiter(
                            Arrays.stream(bells)
                                    .map(bell -> ((SocketBell) bell).path)
                                    .toArray(Path[]::new));
        }
        if (!isRung()) {
            waiter.await(timeoutNs);
        }
    }

    @Override
    void interruptSleep() {
        final SocketWaiter sleeping = waiter;
        if (sleeping != null) {
            sleeping.wakeUp();
        }
    }

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public void close() {
        if (waiter != null) {
            waiter.close();
            waiter = null;
        }
    }
}
