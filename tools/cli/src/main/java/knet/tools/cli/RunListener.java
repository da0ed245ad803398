package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import knet.driver.QueueFault;
import knet.firmware.FirmwareSpec;
import knet.threads.host.HostListener;

/** Tells the user what happens during a run, and keeps for the report what belongs there. */
final class RunListener implements HostListener {
    static final long NOT_STALLED = Long.MIN_VALUE;

    private final Console console;
    private final boolean saysWhenNicsLeave;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Map<String, NicHistory> nics = new ConcurrentHashMap<>();
    private volatile long stalledSinceNs = NOT_STALLED;

    RunListener(final Console console) {
        this(console, false);
    }

    /**
     * @param saysWhenNicsLeave also in good order: news where another may come
     */
    RunListener(final Console console, final boolean saysWhenNicsLeave) {
        this.console = console;
        this.saysWhenNicsLeave = saysWhenNicsLeave;
    }

    @Override
    public void onNicUp(final String device, final long epoch, final String firmware) {
        final NicHistory history = nics.computeIfAbsent(device, name -> new NicHistory());
        final boolean isFirst = history.lastEpoch == 0;
        if (!isFirst && history.hasLeft) {
            history.successors = history.successors + 1;
            console.say(
                    "knet: another NIC is at " + device + ", with " + FirmwareSpec.shown(firmware));
        } else if (!isFirst) {
            history.restarts = history.restarts + (int) (epoch - history.lastEpoch);
        }
        history.lastEpoch = epoch;
        history.hasLeft = false;
        stalledSinceNs = NOT_STALLED;
    }

    @Override
    public void onNicDied(final String device) {
        stalledSinceNs = NOT_STALLED;
        console.warn("the NIC of " + device + " has died");
    }

    @Override
    public void onNicLeft(final String device) {
        left(device, "before its wire did");
    }

    @Override
    public void onNicDone(final String device) {
        left(device, "with its wire");
    }

    private void left(final String device, final String when) {
        stalledSinceNs = NOT_STALLED;
        final NicHistory history = nics.get(device);
        if (history != null) {
            history.hasLeft = true;
        }
        if (saysWhenNicsLeave) {
            console.say("knet: the NIC of " + device + " has ended in good order, " + when);
        }
    }

    @Override
    public void onNicStalled(final String device) {
        stalledSinceNs = System.nanoTime();
        console.warn("the NIC of " + device + " does not answer");
    }

    @Override
    public void onNicRecovered(final String device) {
        stalledSinceNs = NOT_STALLED;
        console.warn("the NIC of " + device + " answers again");
    }

    @Override
    public void onQuarantine(final String device, final QueueFault fault) {
        console.warn(
                "queue "
                        + fault.queue()
                        + " of "
                        + device
                        + " is out of service: "
                        + fault.reason());
    }

    @Override
    public void onTakeover(final String device, final long deadPid, final long framesLost) {
        final String message =
                "took over from host process "
                        + deadPid
                        + ", which died with "
                        + framesLost
                        + " frames in hand";
        told.add(message);
        keep(message);
    }

    @Override
    public void onWarning(final String device, final String message) {
        keep(message);
    }

    private void keep(final String message) {
        console.warn(message);
        warnings.add(message);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Those warnings that need not be repeated to who has seen them come up. */
    List<String> told() {
        return List.copyOf(told);
    }

    boolean hasSeenNic() {
        return !nics.isEmpty();
    }

    /** Since when the NIC has been silent, System.nanoTime(), or {@link #NOT_STALLED}. */
    long stalledSinceNs() {
        return stalledSinceNs;
    }

    /** NIC processes that took the place of one that had died, during this run. */
    int nicRestarts(final String device) {
        final NicHistory history = nics.get(device);
        return history == null ? 0 : history.restarts;
    }

    /** NIC processes that followed one that had ended in good order. */
    int nicSuccessors(final String device) {
        final NicHistory history = nics.get(device);
        return history == null ? 0 : history.successors;
    }

    /** Written by the supervising thread alone. */
    private static final class NicHistory {
        private volatile long lastEpoch;
        private volatile boolean hasLeft;
        private volatile int restarts;
        private volatile int successors;
    }
}
