package knet.firmware.parts;

/** What is done to a flow's fields before they are hashed, so that both directions hash alike. */
public enum Symmetry {
    /** Nothing: it depends on the hash's key. */
    NONE,
    /** See {@link FlowKey#xor}. Cheap; flows whose ends differ alike fall together. */
    SYMMETRIC_XOR,
    /** See {@link FlowKey#orXor}. Keeps more of the fields apart than {@link #SYMMETRIC_XOR}. */
    SYMMETRIC_OR_XOR,
    /** See {@link FlowKey#sort}. Keeps all but the direction. */
    SORTED;

    void apply(final FlowKey key) {
        switch (this) {
            case SYMMETRIC_XOR -> key.xor();
            case SYMMETRIC_OR_XOR -> key.orXor();
            case SORTED -> key.sort();
            default -> {}
        }
    }
}
