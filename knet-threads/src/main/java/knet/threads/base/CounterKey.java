package knet.threads.base;

/** A counter of a protocol layer; implemented by the enums of the layers. */
public interface CounterKey {
    /** Key in reports: never renamed. */
    String label();

    /** True if a packet that is counted here is counted under no other outcome of its layer. */
    boolean isOutcome();

    /** Position among the counters of its layer. */
    int ordinal();
}
