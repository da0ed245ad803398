package knet.nic.process;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import knet.driver.abi.DeviceMemory;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.CallMonitor;

/**
 * Ends the process when a call of the classifier does not return. A thread in Java cannot be
 * stopped from outside; a process can, and what it has published is safe in shared memory.
 *
 * <p>Before the end it notes the frame in FIRMWARE_HUNG: the next NIC books what was inside this
 * one as firmware-hung. The register FIRMWARE names the culprit.
 *
 * <p>A classifier that was to take over and hangs at its start is the culprit as well.
 */
final class Watchdog implements Runnable {
    /** Exit code of a process whose classifier hung. */
    static final int EXIT_CODE = 86;

    /**
     * The call must be seen so often, which is not the same as for so long: a process that was
     * suspended as a whole is not to blame.
     */
    private static final int SIGHTINGS = 8;

    private final CallMonitor monitor;
    private final DeviceMemory device;
    private final long intervalNs;
    private final Runnable atEnd;
    private volatile boolean isStopped;

    /**
     * @param limitNs longest time that a call may take
     * @param atEnd called when a call has taken longer: does not return
     */
    Watchdog(
            final CallMonitor monitor,
            final DeviceMemory device,
            final long limitNs,
            final Runnable atEnd) {
        this.monitor = monitor;
        this.device = device;
        this.intervalNs = Math.max(1, limitNs / SIGHTINGS);
        this.atEnd = atEnd;
    }

    /**
     * Begins to watch, in a thread of its own.
     *
     * @param log told before the process is ended
     */
    static Watchdog start(
            final CallMonitor monitor,
            final DeviceMemory device,
            final long limitNs,
            final Consumer<String> log) {
        final Watchdog watchdog =
                new Watchdog(
                        monitor,
                        device,
                        limitNs,
                        () -> {
                            log.accept(
                                    "the classifier "
                                            + FirmwareSpec.shown(device.firmware())
                                            + " has not returned for "
                                            + limitNs / 1_000_000
                                            + " ms: ending this NIC process");
                            Runtime.getRuntime().halt(EXIT_CODE);
                        });
        final Thread thread = new Thread(watchdog, "watchdog");
        thread.setDaemon(true);
        thread.start();
        return watchdog;
    }

    @Override
    public void run() {
        long suspect = CallMonitor.IDLE;
        int sightings = 0;
        while (!isStopped) {
            LockSupport.parkNanos(intervalNs);
            final long call = monitor.current();
            if (call == CallMonitor.IDLE || call != suspect) {
                suspect = call;
                sightings = 0;
            } else if (++sightings >= SIGHTINGS) {
                final String starting = monitor.starting();
                if (starting != null) {
                    device.firmware(starting);
                }
                // A tick and a start belong to no frame: every frame taken was decided on.
                device.firmwareHung(call > 0 ? call : -Math.max(1, device.wirePosition()));
                atEnd.run();
                return;
            }
        }
    }

    void stop() {
        isStopped = true;
    }
}
