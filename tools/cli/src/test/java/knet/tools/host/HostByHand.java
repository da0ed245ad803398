package knet.tools.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import knet.driver.abi.DeviceConfig;
import knet.threads.host.Host;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostThread;
import knet.threads.mode.Mode;
import knet.threads.result.DeviceResult;
import knet.tools.cli.run.FirmwareOracle;

/**
 * A whole host and a NIC on a device in memory, without threads: turns and time are given by hand,
 * as a simulator does.
 */
final class HostByHand implements AutoCloseable {
    static final int PROCESSORS = 4;
    private static final int MOST_TURNS = 100_000;

    final NicByHand nic;
    final Host host;
    private final List<Turns> threads = new ArrayList<>();
    private final List<Turns> threadOfQueue = new ArrayList<>();
    private boolean isOver;

    /**
     * @param more is set in the host's configuration beside mode and processors
     */
    HostByHand(final Mode mode, final int ring, final UnaryOperator<HostConfig.Builder> more) {
        final DeviceConfig sizes = DeviceConfig.of(mode.queues(PROCESSORS), ring);
        nic = new NicByHand(sizes, "flow-hash", queue -> threadOfQueue(queue).ring());
        host =
                Host.open(
                        more.apply(
                                        HostConfig.builder()
                                                .devices(HostConfig.Device.inMemory(nic.device))
                                                .mode(mode.name())
                                                .processors(PROCESSORS)
                                                .oracles(FirmwareOracle::create))
                                .build(),
                        HostListener.NONE,
                        0);
        for (final HostThread thread : host.threads()) {
            final Turns turns = new Turns(thread.agent(), thread.rings());
            thread.handOverBell(turns::ring);
            threads.add(turns);
            thread.rings().forEach(unused -> threadOfQueue.add(turns));
        }
        host.announce();
        supervise();
        nic.run();
    }

    /** Threads have their rings in order: queue i is that of the i-th ring. */
    Turns threadOfQueue(final int queue) {
        return threadOfQueue.get(queue);
    }

    int queues() {
        return threadOfQueue.size();
    }

    List<Turns> threads() {
        return threads;
    }

    /** Lets the host look after its NIC; true once nothing more is to come. */
    boolean supervise() {
        isOver = host.supervise(nic.nowNs());
        return isOver;
    }

    void stepAny(final Random random) {
        threads.get(random.nextInt(threads.size())).step(nic.nowNs());
    }

    /** Gives all their turns until nothing is left to do, and says what the host found out. */
    DeviceResult finish() {
        for (int turn = 0; !isOver || !areAllIdle(); turn++) {
            if (turn > MOST_TURNS) {
                throw new AssertionError("the run does not end");
            }
            threads.forEach(thread -> thread.step(nic.nowNs()));
            nic.pass(1_000);
            supervise();
        }
        return host.result().device();
    }

    /** A busy poller never sleeps. */
    private boolean areAllIdle() {
        int work = 0;
        for (final Turns thread : threads) {
            work += thread.step(nic.nowNs());
        }
        return work == 0;
    }

    @Override
    public void close() {
        threads.forEach(Turns::close);
        host.close();
        nic.close();
    }
}
