package knet.tools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.nic.process.NicConfig;
import knet.threads.app.ByteCounts;
import knet.threads.host.HostConfig;
import knet.threads.result.HostResult;
import knet.threads.stack.StackConfig;
import knet.tools.cli.real.RealComparison;
import knet.tools.cli.real.RealRow;
import knet.tools.cli.real.ThreadTimes;
import knet.tools.cli.run.FirmwareOracle;
import knet.tools.lab.experiment.Setup;
import knet.tools.lab.experiment.Way;
import knet.tools.report.RunResult;

/**
 * {@code knet compare --clock real}: every way is what {@code knet replay} runs, a NIC process and
 * network threads, one way after the other.
 */
final class CompareReal {
    private static final long NIC_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);
    private static final String OWN_PREFIX = "compare-";
    private static final Pattern OWN_DEVICE = Pattern.compile(OWN_PREFIX + "([0-9]{1,18})");

    private final Console console;
    private final InputOptions input;
    private final Setup base;
    private final DeviceDirectory directory;

    /** The run that goes on, to be stopped by Ctrl-C. */
    private ReplayRun current;

    private boolean isStopped;

    CompareReal(final Console console, final InputOptions input, final Setup base) {
        this.console = console;
        this.input = input;
        this.base = base;
        this.directory = DeviceDirectory.ofUser();
    }

    /**
     * Runs every way, or as many as there is time for.
     *
     * @throws Failure if one cannot be run, or the first was stopped before it had begun
     */
    RealComparison run(final List<Way> ways) throws IOException {
        directory.removeStale(CompareReal::isOfADeadComparison);
        final List<RealRow> rows = new ArrayList<>();
        for (final Way way : ways) {
            if (isStopped()) {
                break;
            }
            rows.add(run(way));
        }
        if (rows.isEmpty()) {
            throw new Failure("stopped before the first way was done");
        }
        return new RealComparison(base, input.names(), rows, !isStopped());
    }

    private static boolean isOfADeadComparison(final String name) {
        final Matcher matcher = OWN_DEVICE.matcher(name);
        return matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
    }

    private RealRow run(final Way way) throws IOException {
        final int queues = way.mode().queues(base.cpus());
        final String device = OWN_PREFIX + ProcessHandle.current().pid();
        if (directory.exists(device)) {
            directory.remove(device);
        }
        final ReplayRun run =
                new ReplayRun(
                        console, directory, host(way, device, queues), nic(way, device), false);
        try (run;
                ThreadTimes times = new ThreadTimes(queues)) {
            begin(run);
            final HostResult result = run.run(NIC_TIMEOUT_NS, ReplayProgress.ofUnknown(console));
            if (run.failure() != null && !run.listener().hasSeenNic()) {
                throw new Failure(run.failure());
            }
            final RunResult figures = run.report(result, input.names());
            if (run.failure() != null) {
                throw new Failure(way.name() + ": " + run.failure());
            }
            return new RealRow(
                    way,
                    figures,
                    result.threads(),
                    Runtime.getRuntime().availableProcessors(),
                    times.times());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            begin(null);
        }
    }

    private HostConfig host(final Way way, final String device, final int queues) {
        return HostConfig.builder()
                .device(
                        directory,
                        device,
                        new DeviceConfig(
                                queues,
                                base.ringSize(),
                                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                                DeviceDescriptor.DEFAULT_BUFFER_SIZE,
                                2 * base.ringSize()))
                .mode(way.mode().name())
                .lossless(base.isLossless())
                .moderation(base.rxUsecs(), base.rxFrames(), false)
                .stack(StackConfig.defaults().withApplication(new ByteCounts(false)))
                .oracles(FirmwareOracle::create)
                .build();
    }

    private NicConfig nic(final Way way, final String device) {
        final long limit = input.choice().limit();
        return NicConfig.builder(device, input.wire().toString())
                .deviceRoot(directory.root())
                .firmware(way.firmware())
                .rate(base.rate())
                .seed(base.seed())
                .filter(input.choice().filter())
                .limit(limit == Long.MAX_VALUE ? NicConfig.UNSET : limit)
                .from(input.from())
                .build();
    }

    private synchronized void begin(final ReplayRun run) {
        current = run;
        if (isStopped && run != null) {
            run.stop();
        }
    }

    private synchronized boolean isStopped() {
        return isStopped;
    }

    /** Ends the run that goes on, in good order, and begins no other. Any thread. */
    synchronized void stop() {
        isStopped = true;
        if (current != null) {
            current.stop();
        }
    }
}
