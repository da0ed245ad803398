package knet.firmware.builtin;

import knet.firmware.Packet;
import knet.firmware.Parameters;
import knet.firmware.parts.FlowHasher;
import knet.firmware.parts.FlowKey;
import knet.firmware.parts.Symmetry;

/**
 * Whether the two directions of a connection are one entry of a table or two: the parameter {@code
 * directions}. If one, then what is not in the table has to be hashed so that they stay together.
 */
final class Directions {
    private final boolean areTogether;
    private final FlowKey key = new FlowKey();

    private Directions(final boolean areTogether) {
        this.areTogether = areTogether;
    }

    static Directions of(final Parameters parameters) {
        return new Directions(
                parameters
                        .choice(
                                "directions",
                                "both",
                                "both: a flow's two directions share an entry and a queue; one: they"
                                        + " are two flows",
                                "both",
                                "one")
                        .equals("both"));
    }

    /** What the hash's {@code xfrm} is unless the user says otherwise. */
    Symmetry symmetry() {
        return areTogether ? Symmetry.SORTED : Symmetry.NONE;
    }

    /** Refuses a hash that parts the directions. */
    void check(final FlowHasher hasher, final Parameters parameters) {
        if (areTogether && !hasher.isSymmetric()) {
            throw parameters.refusal(
                    "directions=both needs a symmetric hash: another xfrm, or key=symmetric");
        }
    }

    /**
     * Takes a packet's key.
     *
     * @return false if the packet is not IP
     */
    boolean load(final Packet headers) {
        if (!key.load(headers)) {
            return false;
        }
        if (areTogether) {
            key.sort();
        }
        return true;
    }

    /** The key of the table. */
    FlowKey key() {
        return key;
    }

    boolean areTogether() {
        return areTogether;
    }
}
