package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import knet.driver.HostDevice;
import knet.driver.HostSettings;
import knet.driver.RxFrame;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.agent.BacklogMeter;
import knet.threads.agent.FrameBacklog;
import knet.threads.agent.FrameProcessor;
import knet.threads.agent.NetAgent;
import knet.threads.agent.SteeredBacklog;
import knet.threads.agent.Steerer;
import knet.threads.agent.SteeringMeter;
import knet.threads.mode.Binding;
import knet.threads.mode.Mode;
import knet.threads.mode.ModeSettings;

/**
 * The agents of a mode over the rings of a device, with the real NIC at its other end: whose turn
 * it is, what the time is and when frames come is said by hand. Instead of protocols there is a
 * count of what came, in order.
 */
final class ModeByHand implements AutoCloseable {
    /** Processors, or queues, asked for. */
    static final int PROCESSORS = 2;

    private static final int RING = 512;

    final NicByHand nic;
    private final HostDevice host;
    private final List<WatchedRing> rings = new ArrayList<>();
    private final List<Turns> agents = new ArrayList<>();
    private final List<Turns> agentOfRing = new ArrayList<>();

    /** Numbers of the frames that were processed, in order. */
    final List<Integer> arrivals = new ArrayList<>();

    ModeByHand(final Mode mode) {
        final int queues = mode.queues(PROCESSORS);
        nic = new NicByHand(DeviceConfig.of(queues, RING), "flow-hash", this::onRaise);
        host =
                HostDevice.open(
                        nic.device,
                        HostSettings.of(mode.interruptMode(), DeviceDescriptor.ON_FULL_DROP),
                        0);
        for (int queue = 0; queue < queues; queue++) {
            rings.add(new WatchedRing(host.rx(queue)));
        }
        if (mode.steers()) {
            wireSteered(mode);
        } else {
            rings.forEach(ring -> addPoller(mode, ring, new Collector()));
        }
        host.up();
        nic.run();
    }

    private void wireSteered(final Mode mode) {
        final List<SteeredBacklog> backlogs =
                IntStream.range(0, mode.processors(PROCESSORS, rings.size()))
                        .mapToObj(
                                i ->
                                        new SteeredBacklog(
                                                i,
                                                FrameBacklog.DEFAULT_CAPACITY,
                                                SteeringMeter.NONE))
                        .toList();
        rings.forEach(
                ring -> addPoller(mode, ring, new Steerer(backlogs, false, BacklogMeter.NONE)));
        for (final SteeredBacklog backlog : backlogs) {
            final Collector collector = new Collector();
            final Binding binding = new Binding(backlog, view -> collector, BacklogMeter.NONE);
            final Turns turns =
                    new Turns(
                            mode.wire("net", List.of(binding), ModeSettings.defaults(false)),
                            List.of());
            backlog.ownersBell(turns::ring);
            agents.add(turns);
        }
    }

    private void addPoller(
            final Mode mode, final WatchedRing ring, final FrameProcessor processor) {
        final Binding binding = new Binding(ring, view -> processor, BacklogMeter.NONE);
        final NetAgent agent = mode.wire("poll", List.of(binding), ModeSettings.defaults(false));
        final Turns turns = new Turns(agent, List.of(ring.ring()));
        agents.add(turns);
        agentOfRing.add(turns);
    }

    private void onRaise(final int queue) {
        if (nic.device.interruptMode() == DeviceDescriptor.INTERRUPT_MODE_AUTO_MASK) {
            rings.get(queue).onRaise();
        }
        agentOfRing.get(queue).ring();
    }

    List<WatchedRing> rings() {
        return rings;
    }

    /** The agent that polls a ring. */
    Turns poller(final int queue) {
        return agentOfRing.get(queue);
    }

    List<Turns> agents() {
        return agents;
    }

    long notifications() {
        return rings.stream().mapToLong(ring -> ring.notifications).sum();
    }

    long arms() {
        return rings.stream().mapToLong(ring -> ring.arms).sum();
    }

    boolean areAllAsleep() {
        return agents.stream().allMatch(Turns::isAsleep);
    }

    /** Gives everyone turns until all sleep. */
    void runToSleep() {
        for (int step = 0; !areAllAsleep(); step++) {
            agents.forEach(agent -> agent.step(nic.nowNs()));
            assertThat(step).as("steps until all sleep").isLessThan(10_000);
        }
    }

    /** Nothing is left anywhere, and everything that came was processed once. */
    void assertAllProcessed(final int frames) {
        for (int queue = 0; queue < rings.size(); queue++) {
            assertThat(nic.depth(queue)).as("frames in ring %d", queue).isZero();
        }
        assertThat(nic.wire.taken()).isEqualTo(frames);
        assertThat(arrivals)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, frames).boxed().toList());
    }

    private final class Collector implements FrameProcessor {
        @Override
        public void onFrame(final RxFrame frame) {
            arrivals.add(frame.arrival());
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void onBatchEnd() {}

        @Override
        public int doWork(final long nowNs) {
            return 0;
        }

        @Override
        public long deadlineNs() {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public void close() {
        agents.forEach(Turns::close);
        host.close();
        nic.close();
    }
}
