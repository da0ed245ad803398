package knet.driver.abi;

/** A group of one. */
final class SingleGroup extends BellGroup {
    private final String name;

    SingleGroup(final Bell bell, final String name) {
        super(bell);
        this.name = name;
    }

    @Override
    public void await(final long timeoutNs) {
        bells[0].await(expected[0], timeoutNs);
    }

    @Override
    public String name() {
        return name;
    }
}
