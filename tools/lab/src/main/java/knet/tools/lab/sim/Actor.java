package knet.tools.lab.sim;

/** Something that happens in virtual time. */
@FunctionalInterface
interface Actor {
    /**
     * An event of this actor is due.
     *
     * @param nowNs virtual time
     * @param what the actor's own number for it
     */
    void onEvent(long nowNs, long what);
}
