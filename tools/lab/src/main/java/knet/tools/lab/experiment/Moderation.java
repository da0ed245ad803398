package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import knet.driver.abi.DeviceDescriptor;

/**
 * Interrupt moderation, as {@code ethtool -C} sets it: what putting notifications off buys in
 * processors' time, and what it costs in latency, at a load that can be borne without it.
 */
public final class Moderation {
    /** Delays that are tried, microseconds, without a number of frames that ends them. */
    public static final List<Integer> USECS = List.of(0, 5, 10, 20, 50, 100, 200, 500);

    /** Numbers of frames that are tried, each with a delay of {@link #USECS_OF_FRAMES}. */
    public static final List<Integer> FRAMES = List.of(1, 4, 16, 64);

    /** So long, microseconds, a notification waits for its number of frames. */
    public static final int USECS_OF_FRAMES = 100;

    /** Of what a way can bear: there is time that may be saved, and frames to wait for. */
    private static final double LOAD = 0.5;

    private final Runner runner;
    private final Setup base;
    private final List<Way> ways;
    private final double framesPerSecond;

    /**
     * @param base the machine; its way, rate and moderation do not matter
     * @param ways all of which {@link #isModerated}
     * @param framesPerSecond the load; 0 for half of what each way can bear without loss
     */
    public Moderation(
            final Runner runner,
            final Setup base,
            final List<Way> ways,
            final double framesPerSecond) {
        this.runner = runner;
        this.base = base;
        this.ways = List.copyOf(ways);
        this.framesPerSecond = framesPerSecond;
    }

    /**
     * What came out.
     *
     * @param base the machine
     * @param workload names of what came in
     * @param isLoadGiven all ways had the load that was asked for
     * @param isWhole false if it was stopped before its end
     */
    public record Result(
            Setup base,
            List<String> workload,
            boolean isLoadGiven,
            List<ModerationCurve> curves,
            boolean isWhole) {
        public Result {
            workload = List.copyOf(workload);
            curves = List.copyOf(curves);
        }
    }

    /** True if the NIC tells the host of frames at all, so that it can put that off. */
    public static boolean isModerated(final Way way) {
        return way.mode().interruptMode() != DeviceDescriptor.INTERRUPT_MODE_OFF;
    }

    private record Setting(int usecs, int frames) {}

    private static List<Setting> settings() {
        final List<Setting> settings = new ArrayList<>();
        USECS.forEach(usecs -> settings.add(new Setting(usecs, 0)));
        FRAMES.forEach(frames -> settings.add(new Setting(USECS_OF_FRAMES, frames)));
        return settings;
    }

    /**
     * Does it.
     *
     * @throws IOException if the workload cannot be read
     */
    public Result run(final Sweep sweep) throws IOException {
        final boolean isLoadGiven = framesPerSecond > 0;
        sweep.expect(ways.size() * (settings().size() + (isLoadGiven ? 0 : 1)));
        final List<Double> loads =
                isLoadGiven ? Collections.nCopies(ways.size(), framesPerSecond) : loads(sweep);
        final List<Callable<ModerationCurve.Point>> jobs = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            final Double load = loads.get(i);
            final Setup setup = base.withWay(ways.get(i));
            for (final Setting setting : settings()) {
                jobs.add(() -> load == null ? null : point(setup, load, setting));
            }
        }
        final List<ModerationCurve.Point> points = sweep.run(jobs);
        final List<ModerationCurve> curves = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            final int first = i * settings().size();
            final Double load = loads.get(i);
            curves.add(
                    new ModerationCurve(
                            ways.get(i),
                            load != null,
                            load == null ? 0 : load,
                            points.subList(first, first + settings().size()).stream()
                                    .filter(point -> point != null)
                                    .toList()));
        }
        return new Result(base, runner.workload().names(), isLoadGiven, curves, !sweep.isStopped());
    }

    private ModerationCurve.Point point(final Setup setup, final double load, final Setting setting)
            throws IOException {
        return load == 0
                ? null
                : new ModerationCurve.Point(
                        setting.usecs(),
                        setting.frames(),
                        runner.steady(
                                setup.withModeration(setting.usecs(), setting.frames()), load));
    }

    /** Of each way; 0 if there is no rate without loss, null if it was not found in time. */
    private List<Double> loads(final Sweep sweep) throws IOException {
        final List<Callable<LossFree>> jobs = new ArrayList<>();
        for (final Way way : ways) {
            final double most = Livelock.mostPerSecond(base, List.of(way));
            jobs.add(() -> LossFree.find(runner, unmoderated(way), 0, most));
        }
        final List<Double> loads = new ArrayList<>();
        for (final LossFree found : sweep.run(jobs)) {
            loads.add(found == null ? null : Double.valueOf(LOAD * found.framesPerSecond()));
        }
        return loads;
    }

    private Setup unmoderated(final Way way) {
        return base.withWay(way).withModeration(0, 0);
    }
}
