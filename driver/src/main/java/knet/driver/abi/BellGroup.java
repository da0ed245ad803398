package knet.driver.abi;

/** Several bells, of one device or of several, that one thread waits on at a time. */
public abstract class BellGroup implements AutoCloseable {
    final Bell[] bells;
    final int[] expected;

    BellGroup(final Bell... bells) {
        this.bells = bells.clone();
        this.expected = new int[bells.length];
    }

    /** Sets the value of a bell's word that lets the thread sleep. */
    public final void expect(final int bell, final int value) {
        expected[bell] = value;
    }

    /**
     * Sleeps while every word has its expected value. May return early for no reason: look at the
     * words.
     *
     * @param timeoutNs bound of the sleep, nanoseconds
     */
    public abstract void await(long timeoutNs);

    /** How it waits, for reports. */
    public abstract String name();

    /** True if some word has another value than the expected one. */
    final boolean isRung() {
        for (int i = 0; i < bells.length; i++) {
            if (bells[i].word() != expected[i]) {
                return true;
            }
        }
        return false;
    }

    /** Gives up what the group holds; the bells stay open. */
    @Override
    public void close() {}
}
