package knet.tools.lab.real;

import java.util.BitSet;
import net.openhft.affinity.Affinity;

/**
 * The two processors that measurements use.
 *
 * @param host the network thread's
 * @param nic the NIC's
 */
public record Processors(int host, int nic) {
    /**
     * The first two that this process may use.
     *
     * @throws NotMeasurable if there is only one
     */
    public static Processors find() {
        final BitSet allowed = Affinity.getAffinity();
        final int first = allowed.nextSetBit(0);
        final int second = first < 0 ? -1 : allowed.nextSetBit(first + 1);
        if (second < 0 || Runtime.getRuntime().availableProcessors() < 2) {
            throw new NotMeasurable(
                    "this needs two processors, one for the NIC and one for the host: this process"
                            + " has one");
        }
        return new Processors(second, first);
    }

    /** Binds the calling thread to a processor, where the machine allows that. */
    static void bind(final int cpu) {
        Affinity.setAffinity(cpu);
    }

    /**
     * The NIC's processor as a NIC process takes it: -1, not bound, if it has another numbering.
     */
    int nicOrAny() {
        return nic < Runtime.getRuntime().availableProcessors() ? nic : -1;
    }
}
