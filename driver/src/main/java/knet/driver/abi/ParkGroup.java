package knet.driver.abi;

/** Waits on bells that no single system call can wait on: looks at all of them, and parks. */
final class ParkGroup extends BellGroup {
    ParkGroup(final Bell... bells) {
        super(bells);
    }

    @Override
    void sleep(final long timeoutNs) {
        ParkBell.await(this, timeoutNs);
    }

    @Override
    void interruptSleep() {
        // It looks at its own word within a millisecond.
    }

    @Override
    public String name() {
        return "park";
    }
}
