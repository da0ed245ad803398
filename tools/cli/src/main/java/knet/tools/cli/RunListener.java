package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import knet.driver.QueueFault;
import knet.threads.host.HostListener;

/** Tells the user what happens during a run, and keeps for the report what belongs there. */
final class RunListener implements HostListener {
    static final long NOT_STALLED = Long.MIN_VALUE;

    private final Console console;
    private final List<String> warnings = new ArrayList<>();
    private volatile long firstEpoch;
    private volatile long lastEpoch;
    private volatile long stalledSinceNs = NOT_STALLED;

    RunListener(final Console console) {
        this.console = console;
    }

    @Override
    public void onNicUp(final String device, final long epoch, final String firmware) {
        if (firstEpoch == 0) {
            firstEpoch = epoch;
        }
        lastEpoch = epoch;
        stalledSinceNs = NOT_STALLED;
    }

    @Override
    public void onNicDied(final String device) {
        stalledSinceNs = NOT_STALLED;
        console.warn("the NIC of " + device + " has died");
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
        keep(
                "took over from host process "
                        + deadPid
                        + ", which died with "
                        + framesLost
                        + " frames in hand");
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

    boolean hasSeenNic() {
        return firstEpoch != 0;
    }

    /** Since when the NIC has been silent, System.nanoTime(), or {@link #NOT_STALLED}. */
    long stalledSinceNs() {
        return stalledSinceNs;
    }

    /** NIC processes that took the place of another during this run. */
    int nicRestarts() {
        return (int) (lastEpoch - firstEpoch);
    }
}
