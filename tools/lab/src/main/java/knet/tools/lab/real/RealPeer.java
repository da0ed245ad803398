package knet.tools.lab.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.nic.NicAgent;
import knet.traces.source.PreloadedCapture;

/**
 * The NIC's process in validation runs: the product's NIC on a wire in memory, one run after the
 * other, so that what it runs is compiled. A command is a line, fields apart by a tab:
 *
 * <pre>
 *   nic ROOT DEVICE CAPTURE RATE CPU     runs a NIC until its wire is done
 * </pre>
 *
 * and is answered by a line: done and how late its wire was (the 99th percentile, nanoseconds), or
 * error and why.
 */
public final class RealPeer {
    private static final double LATE_PERCENTILE = 99;

    private Path loadedFrom;
    private PreloadedCapture loaded;

    private RealPeer() {}

    public static void main(final String[] args) throws IOException {
        final RealPeer peer = new RealPeer();
        final BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String line = commands.readLine();
        while (line != null) {
            answers.println(peer.answer(line.split("\t")));
            line = commands.readLine();
        }
    }

    private String answer(final String[] command) {
        try {
            final int cpu = Integer.parseInt(command[5]);
            if (cpu >= 0) {
                Processors.bind(cpu);
            }
            final PreloadedCapture capture = capture(Path.of(command[3]));
            try (NicStand nic =
                    new NicStand(
                            DeviceDirectory.at(Path.of(command[1])),
                            command[2],
                            capture.source(),
                            command[4],
                            NicStand.USUAL_BATCH,
                            true)) {
                run(nic.agent());
                return "done " + nic.port().lateness().percentileNs(LATE_PERCENTILE);
            }
        } catch (final IOException | RuntimeException e) {
            return "error " + e;
        }
    }

    private PreloadedCapture capture(final Path file) throws IOException {
        if (!file.equals(loadedFrom)) {
            loaded = CaptureFile.load(file);
            loadedFrom = file;
        }
        return loaded;
    }

    /** As the NIC's process does it at rates at which it does not sleep between frames. */
    private static void run(final NicAgent nic) {
        nic.onStart(System.nanoTime());
        while (nic.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            if (nic.doWork(System.nanoTime()) == 0) {
                Thread.onSpinWait();
            }
        }
        nic.onClose(System.nanoTime());
    }
}
