package knet.threads.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.threads.flow.SteeringReport;
import knet.threads.stack.StackStats;

/**
 * The stacks of a device over its NICs' lives. A NIC that is started again with the same classifier
 * goes on with the same stacks. One with another classifier sends the packets of a flow elsewhere,
 * or begins to spray them: then all flows begin anew, and what was counted so far stays counted.
 */
final class StackGenerations {
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
     * The stacks for the NIC that the registers describe now. Any thread; off the packet path:
     * after a change of NIC_EPOCH.
     */
    synchronized StackSet current() {
        final String nowFirmware = device.firmware();
        final boolean nowSpraying = (device.nicFeatures() & DeviceDescriptor.FEATURE_SPRAYING) != 0;
        if (newest == null || nowSpraying != spraying || !nowFirmware.equals(firmware)) {
            firmware = nowFirmware;
            spraying = nowSpraying;
            newest = factory.apply(firmware, spraying);
            all.add(newest);
        }
        return newest;
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
