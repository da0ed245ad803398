package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DropReason;
import knet.driver.abi.NicCounter;
import knet.driver.abi.NicQueueCounter;
import knet.firmware.Classifier;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovered;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;

/** A NIC on a device of both sides, driven by hand on a fake clock. */
public final class NicRig implements InterruptLine {
    private final TestDevice device;
    private final NicContext context;
    private final WirePort port;
    private final Recovered recovered;
    private final List<String> wakes = new ArrayList<>();
    private NicAgent agent;
    private long nowNs = 1_000_000_000;

    public NicRig(final TestDevice device, final FrameSource source) {
        this(device, source, "max");
    }

    public NicRig(final TestDevice device, final FrameSource source, final String rate) {
        this.device = device;
        this.port = new WirePort(source, Pacer.parse(rate));
        this.recovered = device.recover("test");
        this.context =
                new NicContext()
                        .device(device.memory(), device.queues(), recovered)
                        .port(port)
                        .interruptLine(this)
                        .clock(() -> nowNs);
    }

    public NicRig firmware(final Classifier classifier) {
        context.firmware(new LoadedFirmware("test", classifier));
        return this;
    }

    public NicContext context() {
        return context;
    }

    public Recovered recovered() {
        return recovered;
    }

    public WirePort port() {
        return port;
    }

    public NicRig start() {
        agent = new NicAgent(context, nowNs);
        agent.onStart(nowNs);
        return this;
    }

    public NicAgent agent() {
        return agent;
    }

    /** One duty cycle, and the conservation of frames after it. */
    public int step() {
        nowNs += 1000;
        final int work = agent.doWork(nowNs);
        takePendingFault();
        checkConservation();
        return work;
    }

    /**
     * A fault that compiled code met is thrown at the thread's next visit to the runtime, which may
     * lie behind the step. An array of arrays is always made there.
     */
    private void takePendingFault() {
        try {
            final int[][] visit = new int[wakes.size() + 1][1];
            assertThat(visit).isNotEmpty();
        } catch (final InternalError e) {
            agent.onMemoryFault(e);
        }
    }

    public void steps(final int count) {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    public void close() {
        agent.onClose(nowNs);
        assertThat(agent.framesInside()).isZero();
        checkConservation();
    }

    public void advanceTo(final long timeNs) {
        nowNs = timeNs;
    }

    public long nowNs() {
        return nowNs;
    }

    public long counter(final NicCounter counter) {
        return device.counters().get(counter);
    }

    public long dropped(final DropReason reason) {
        return device.counters().get(NicCounter.dropped(reason));
    }

    public long published() {
        long sum = 0;
        for (int i = 0; i < device.queues().length; i++) {
            sum += device.counters().get(NicQueueCounter.PACKETS, i);
        }
        return sum;
    }

    public long dropped() {
        long sum = 0;
        for (final DropReason reason : DropReason.values()) {
            sum += dropped(reason);
        }
        return sum;
    }

    public void checkConservation() {
        assertThat(published() + dropped() + agent.framesInside())
                .as("published + dropped + inside the NIC")
                .isEqualTo(device.memory().wirePosition());
    }

    public List<String> wakes() {
        return wakes;
    }

    @Override
    public void wakeNotification(final int queue) {
        wakes.add("notification " + queue);
    }

    @Override
    public void wakeRaises(final int queue) {
        wakes.add("raises " + queue);
    }
}
