package knet.tools.lab.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        sweep.expect(ways.size() * (1 + settings().size()));
        final List<Callable<Load>> loads = new ArrayList<>();
        for (final Way way : ways) {
            loads.add(() -> load(way));
        }
        final List<ModerationCurve> curves = new ArrayList<>();
        for (final Sweep.Chain<Load, ModerationCurve.Point> chain :
                sweep.run(loads, this::points)) {
            final double known =
                    chain.first() == null ? framesPerSecond : chain.first().perSecond();
            curves.add(
                    new ModerationCurve(
                            ways.get(curves.size()),
                            chain.first() != null || isLoadGiven(),
                            known,
                            chain.next().stream().filter(Objects::nonNull).toList()));
        }
        return new Result(
                base, runner.workload().names(), isLoadGiven(), curves, !sweep.isStopped());
    }

    private boolean isLoadGiven() {
        return framesPerSecond > 0;
    }

    /**
     * What a way is moderated at.
     *
     * @param perSecond 0 if there is no rate without loss
     */
    private record Load(Way way, double perSecond) {}

    private Load load(final Way way) throws IOException {
        if (isLoadGiven()) {
            return new Load(way, framesPerSecond);
        }
        final double most = Livelock.mostPerSecond(base, List.of(way));
        final Setup unmoderated = base.withWay(way).withModeration(0, 0);
        final LossFree found = LossFree.find(runner, unmoderated, 0, most);
        return new Load(way, LOAD * found.framesPerSecond());
    }

    /** Once its load is known, so that a mode is done before the next one's load is looked for. */
    private List<Callable<ModerationCurve.Point>> points(final Load load) {
        final List<Callable<ModerationCurve.Point>> jobs = new ArrayList<>();
        if (load.perSecond() == 0) {
            return jobs;
        }
        for (final Setting setting : settings()) {
            final Setup setup =
                    base.withWay(load.way()).withModeration(setting.usecs(), setting.frames());
            jobs.add(
                    () ->
                            new ModerationCurve.Point(
                                    setting.usecs(),
                                    setting.frames(),
                                    runner.steady(setup, load.perSecond())));
        }
        return jobs;
    }
}
