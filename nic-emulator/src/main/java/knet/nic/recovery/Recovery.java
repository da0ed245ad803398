package knet.nic.recovery;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.driver.abi.QueueMemory;
import knet.nic.registers.NicCounters;

/**
 * Brings the NIC's counters in line with what the NIC before it did, by the rule: frames taken from
 * the wire (WIRE_POSITION) = published (ledgers and rings) + dropped (counters) + lost. The lost
 * ones were inside a NIC process when it died; they are booked as {@link DropReason#NIC_RESTART},
 * or {@link DropReason#FIRMWARE_HUNG} if the watchdog ended it.
 *
 * <p>Every step either repeats to the same result or is one store, so that a kill in the middle of
 * this does no harm.
 */
public final class Recovery {
    private Recovery() {}

    /**
     * Attaches to a device.
     *
     * @param wire identity of the wire that the NIC is going to read
     * @param resumes go on where the last NIC stopped if it read the same wire; else begin with the
     *     wire's first frame
     */
    public static Recovered recover(
            final DeviceMemory device,
            final QueueMemory[] queues,
            final NicCounters counters,
            final String wire,
            final boolean resumes) {
        final long taken = Math.max(0, device.wirePosition());
        final List<RecoveredQueue> recovered = new ArrayList<>();
        long published = 0;
        long latestNs = Long.MIN_VALUE;
        for (final QueueMemory memory : queues) {
            final RecoveredQueue queue = QueueRecovery.recover(memory);
            counters.set(NicQueueCounter.PACKETS, memory.index(), queue.frames());
            counters.set(NicQueueCounter.BYTES, memory.index(), queue.bytes());
            published += queue.frames();
            latestNs = Math.max(latestNs, queue.latestCaptureNs());
            recovered.add(queue);
        }
        long dropped = 0;
        for (final DropReason reason : DropReason.values()) {
            dropped += counters.get(NicCounter.dropped(reason));
        }
        final long lost = taken - published - dropped;
        final long hungAt = device.firmwareHung();
        final boolean isHung = hungAt != 0;
        final String hungFirmware = isHung ? device.firmware() : null;
        if (lost > 0) {
            counters.add(
                    NicCounter.dropped(isHung ? DropReason.FIRMWARE_HUNG : DropReason.NIC_RESTART),
                    lost);
        }
        if (isHung) {
            counters.add(NicCounter.FIRMWARE_WATCHDOG_RESTARTS, 1);
            device.firmwareHung(0);
        }
        counters.set(NicCounter.RX_OFFERED, taken);
        final long base = base(device, wire, resumes, taken);
        return new Recovered(
                recovered,
                taken,
                taken - base,
                latestNs,
                Math.max(0, lost),
                Math.max(0, -lost),
                hungFirmware,
                hungAt > 0 ? Math.min(hungAt - 1, taken) : taken);
    }

    /** WIRE_POSITION at which the present wire began; registers it if it begins now. */
    private static long base(
            final DeviceMemory device, final String wire, final boolean resumes, final long taken) {
        final long base = device.wireBase();
        final boolean isSame = registered(wire).equals(device.wire());
        if (resumes && isSame && base >= 0 && base <= taken) {
            return base;
        }
        // In this order: killed in between, the next NIC finds the old name and begins anew.
        device.wireBase(taken);
        device.wire(registered(wire));
        return taken;
    }

    /** What the register holds of a wire's identity: long ones are told apart by their hash. */
    private static String registered(final String wire) {
        final int most = 120; // Characters, so that even 4 bytes each fit into WIRE.
        return wire.length() <= most
                ? wire
                : wire.substring(0, most - 10) + "#" + Integer.toHexString(wire.hashCode());
    }
}
