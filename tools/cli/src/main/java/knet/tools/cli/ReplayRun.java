package knet.tools.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceException;
import knet.firmware.FirmwareSpec;
import knet.nic.process.NicConfig;
import knet.nic.process.NicLauncher;
import knet.nic.process.NicProcess;
import knet.threads.host.HostConfig;
import knet.threads.host.HostRuntime;
import knet.threads.result.HostResult;
import knet.tools.cli.run.RunAssembler;
import knet.tools.report.RunResult;

/**
 * One replay: this process is the host, a child is the NIC, and a device between them that goes
 * away with the run. Used once, by one thread; {@link #stop} may come from another.
 */
final class ReplayRun implements AutoCloseable {
    /** How often a NIC that dies is started again. */
    private static final int MOST_RESTARTS = 100;

    private static final int NIC_END_PATIENCE_S = 5;

    private final Console console;
    private final DeviceDirectory directory;
    private final String device;
    private final boolean keepsDevice;
    private final RunListener listener;
    private final HostRuntime host;
    private final NicLauncher nic;
    private volatile String failure;
    private volatile boolean isStopping;
    private volatile boolean hasNicDied;
    private boolean isHostClosed;

    /**
     * Makes the device and becomes its host.
     *
     * @throws DeviceException with one line, for instance if shared memory is too small
     */
    ReplayRun(
            final Console console,
            final DeviceDirectory directory,
            final HostConfig hostConfig,
            final NicConfig nicConfig,
            final boolean keepsDevice) {
        this.console = console;
        this.directory = directory;
        this.device = nicConfig.device();
        this.keepsDevice = keepsDevice;
        this.listener = new RunListener(console);
        this.host = HostRuntime.open(hostConfig, listener);
        this.nic = new NicLauncher(nicConfig, MOST_RESTARTS, new NicEvents(), ChildJava.command());
    }

    /** Hears of the NIC's process. */
    private final class NicEvents implements NicLauncher.Listener {
        @Override
        public void onFirmwareHung(final String firmware) {
            console.warn(
                    "the classifier "
                            + FirmwareSpec.shown(firmware)
                            + " hangs: going on with queue 0");
        }

        @Override
        public void onCrash(final int code) {
            console.warn("the NIC's process died (code " + code + "): starting another");
        }

        @Override
        public void onEnded(final int code) {
            if (code != NicProcess.DONE && !isStopping) {
                hasNicDied = true;
                fail("the NIC's process ended with code " + code);
            }
        }
    }

    /**
     * Runs to the end of the input, or until stopped.
     *
     * @param nicTimeoutNs a NIC that does not come up, or does not answer, for so long is given up
     * @param progress shows how far it is
     */
    HostResult run(final long nicTimeoutNs, final ReplayProgress progress) throws IOException {
        nic.start();
        try (ReplayWatch watch = new ReplayWatch(this, directory, device, nicTimeoutNs, progress)) {
            watch.start();
            final HostResult result = host.run();
            if (failure != null && listener.hasSeenNic()) {
                console.warn(failure);
            }
            return result;
        }
    }

    /**
     * Lets the NIC end, which writes down its part of the figures, and puts the report together.
     *
     * @param inputs as the user named them
     */
    RunResult report(final HostResult result, final List<String> inputs)
            throws InterruptedException {
        closeHost();
        nic.requestStop();
        if (!nic.waitFor(NIC_END_PATIENCE_S, TimeUnit.SECONDS)) {
            nic.close();
        }
        final RunAssembler assembler =
                new RunAssembler(result.device(), result.mode(), CommandText.get())
                        .summaryIn(directory.path(device));
        if (failure == null) {
            failure = assembler.outputError();
        }
        return assembler
                .inputs(inputs)
                .nicDied(hasNicDied)
                .restarts(listener.nicRestarts(device))
                .warn(listener.warnings())
                .build();
    }

    /** Comes to an end in good order: the wire is stopped, the rings are emptied. */
    void stop() {
        isStopping = true;
        nic.expectEnd();
        host.stop();
    }

    /** Comes to an end because of something that the user must hear of. */
    void fail(final String why) {
        if (failure == null) {
            failure = why;
        }
        host.stop();
    }

    /** Why it could not be done; null if it could. */
    String failure() {
        return failure;
    }

    /** Ends a NIC that does not answer: another one is started in its place. */
    void replaceNic(final String why) {
        console.warn(why);
        ProcessHandle.of(nic.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    RunListener listener() {
        return listener;
    }

    private void closeHost() {
        if (!isHostClosed) {
            isHostClosed = true;
            host.close();
        }
    }

    @Override
    public void close() {
        closeHost();
        nic.close();
        if (keepsDevice) {
            return;
        }
        try {
            directory.remove(device);
        } catch (final DeviceException e) {
            console.warn(e.getMessage());
        }
    }
}
