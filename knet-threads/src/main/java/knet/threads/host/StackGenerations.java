package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.threads.flow.SteeringReport;
import knet.threads.stack.StackStats;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The stacks of a device over its NICs' lives. A NIC that is started again with the same classifier
 * goes on with the same stacks. Another classifier sends the packets of a flow elsewhere, or begins
 * to spray them: then all flows begin anew, and what was counted so far stays counted.
 */
final class StackGenerations {
    /** Knuth's multiplier for linear congruences (MMIX). */
    private static final long HASH_FACTOR = 6364136223846793005L;

    private static final int READINGS = 10;

    private final DeviceMemory device;
    private final BiFunction<String, Boolean, StackSet> factory;
    private final List<StackSet> all = new ArrayList<>();
    private StackSet newest;
    private String firmware = "";
    private boolean spraying;

    /**
     * @param factory makes stacks for a firmware that is, or is not, known to spray
     */
    StackGenerations(
            final DeviceMemory device, final BiFunction<String, Boolean, StackSet> factory) {
        this.device = device;
        this.factory = factory;
    }

    /**
     * A number that changes when the registers describe another classifier. Allocates nothing, so
     * that a network thread may ask now and then.
     */
    static long signature(final DeviceMemory device) {
        final AtomicBuffer registers = device.buffer();
        // Not widened with its sign: C2 makes one instruction (movslq) of such a load, which
        // HotSpot
        // cannot decode when it faults: a file that is cut just then would end the process.
        long hash = device.nicFeatures() & 0xFFFF_FFFFL;
        for (int i = 0; i < DeviceDescriptor.FIRMWARE_LENGTH; i += Long.BYTES) {
            hash = hash * HASH_FACTOR + registers.getLong(DeviceDescriptor.FIRMWARE_OFFSET + i);
        }
        return hash;
    }

    /**
     * The stacks for the classifier that the registers describe now. Any thread; off the packet
     * path: after a change of {@link #signature}.
     */
    synchronized StackSet current() {
        final String nowFirmware = settledFirmware();
        final boolean nowSpraying = (device.nicFeatures() & DeviceDescriptor.FEATURE_SPRAYING) != 0;
        if (newest == null || nowSpraying != spraying || !nowFirmware.equals(firmware)) {
            firmware = nowFirmware;
            spraying = nowSpraying;
            newest = factory.apply(firmware, spraying);
            all.add(newest);
        }
        return newest;
    }

    /** The NIC may be writing the text right now: two readings must agree. */
    private String settledFirmware() {
        String text = device.firmware();
        for (int i = 0; i < READINGS; i++) {
            final String again = device.firmware();
            if (again.equals(text)) {
                return text;
            }
            text = again;
        }
        return text;
    }

    synchronized boolean isSpraying() {
        return spraying;
    }

    /** Ends all streams, when no thread uses the stacks any more. */
    synchronized void finish(final long protocolNs) {
        all.forEach(set -> set.finish(protocolNs));
    }

    synchronized StackStats stats() {
        StackStats sum = StackStats.empty();
        for (final StackSet set : all) {
            sum = sum.plus(set.stats());
        }
        return sum;
    }

    synchronized SteeringReport steering() {
        final SteeringReport report = new SteeringReport();
        all.forEach(set -> set.addFlowsTo(report));
        return report;
    }
}
