package knet.nic;

import static knet.driver.abi.DeviceDescriptor.FEATURE_RX_CHECKSUM;
import static knet.driver.abi.DeviceDescriptor.FEATURE_SPRAYING;

import java.util.List;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.NicQueueCounter;
import knet.firmware.Classifier;
import knet.nic.engine.DecisionJournal;
import knet.nic.engine.FirmwareEngine;
import knet.nic.engine.FirmwareHistory;
import knet.nic.engine.LoadedFirmware;
import knet.nic.registers.NicCounters;

/**
 * Which firmware decides, told to whoever must know: the host by the device's registers, the
 * journal by an entry, the user by the periods of a run. Positions are frames taken from the wire
 * since the device was made.
 */
final class FirmwareLedger {
    private final DeviceMemory device;
    private final FirmwareEngine engine;
    private final DecisionJournal journal;
    private final NicCounters counters;
    private final int queues;
    private final boolean verifiesChecksums;
    private final FirmwareHistory history;

    /**
     * @param history of the NICs before this one too
     * @param journal null if there is none
     */
    FirmwareLedger(
            final FirmwareHistory history,
            final DeviceMemory device,
            final FirmwareEngine engine,
            final DecisionJournal journal,
            final NicCounters counters,
            final int queues,
            final boolean verifiesChecksums) {
        this.history = history;
        this.device = device;
        this.engine = engine;
        this.journal = journal;
        this.counters = counters;
        this.queues = queues;
        this.verifiesChecksums = verifiesChecksums;
    }

    /** The first one decides from here on. */
    void begin(final long position) {
        announce(position);
        history.begin(position, engine.installed().specification(), 0, framesPerQueue());
    }

    /**
     * Another one decides from here on.
     *
     * @return one line for the user
     */
    String exchange(final long position) {
        announce(position);
        return history.begin(
                position,
                engine.installed().specification(),
                engine.failuresOfLast(),
                framesPerQueue());
    }

    private void announce(final long position) {
        final LoadedFirmware firmware = engine.installed();
        device.firmware(firmware.specification());
        device.nicFeatures(
                (firmware.affinity() == Classifier.Affinity.SPRAYING ? FEATURE_SPRAYING : 0)
                        | (verifiesChecksums ? FEATURE_RX_CHECKSUM : 0));
        if (journal != null) {
            journal.onFirmware(position, firmware.specification());
        }
    }

    private long[] framesPerQueue() {
        final long[] frames = new long[queues];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = counters.get(NicQueueCounter.PACKETS, i);
        }
        return frames;
    }

    /** What has run, in order, up to here. */
    List<FirmwareHistory.Period> periods(final long position) {
        return history.periods(position, framesPerQueue());
    }

    /** How often the firmware was exchanged, by the NICs before this one too. */
    long swaps() {
        return history.swaps();
    }

    /** How many periods are not in {@link #periods}, behind its first. */
    long periodsLeft() {
        return history.left();
    }
}
