package knet.tools.cli;

import java.util.ArrayList;
import java.util.List;
import knet.driver.QueueFault;
import knet.threads.host.HostListener;

/** Tells the user what happens during a run, and keeps for the report what belongs there. */
final class RunListener implements HostListener {
    private final Console console;
    private final List<String> warnings = new ArrayList<>();
    private long firstEpoch;
    private long lastEpoch;

    RunListener(final Console console) {
        this.console = console;
    }

    @Override
    public void onNicUp(final String device, final long epoch, final String firmware) {
        if (firstEpoch == 0) {
            firstEpoch = epoch;
        }
        lastEpoch = epoch;
    }

    @Override
    public void onNicDied(final String device) {
        console.warn("the NIC of " + device + " has died");
    }

    @Override
    public void onNicStalled(final String device) {
        console.warn("the NIC of " + device + " does not answer");
    }

    @Override
    public void onNicRecovered(final String device) {
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

    /** NIC processes that took the place of another during this run. */
    int nicRestarts() {
        return (int) (lastEpoch - firstEpoch);
    }
}
