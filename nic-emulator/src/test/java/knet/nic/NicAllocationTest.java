package knet.nic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueMemory;
import knet.firmware.FirmwareCatalog;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packet path allocates nothing, whatever the frame is and wherever it goes. */
class NicAllocationTest {
    private static final int WARM_UP = 30_000;
    private static final int CYCLES = 5_000;

    @TempDir Path root;

    /** Frames of every kind, for ever. */
    private static final class Endless implements FrameSource {
        private final UnsafeBuffer[] frames = {
            new UnsafeBuffer(Frames.udp4(20)),
            new UnsafeBuffer(Frames.tcp4(1460)),
            new UnsafeBuffer(Frames.tcp6(3000)),
            new UnsafeBuffer(Frames.udp6(0)),
            new UnsafeBuffer(new byte[60]),
            new UnsafeBuffer(new byte[0])
        };
        private long next;

        @Override
        public boolean next(final Frame frame) {
            final UnsafeBuffer bytes = frames[(int) (next % frames.length)];
            frame.wrap(bytes, 0, bytes.capacity(), bytes.capacity() + (int) (next & 1), next);
            next++;
            return true;
        }

        @Override
        public boolean isExhausted() {
            return false;
        }

        @Override
        public String damage() {
            return null;
        }

        @Override
        public void close() {}
    }

    private static final class Silent implements InterruptLine {
        @Override
        public void wakeNotification(final int queue) {}

        @Override
        public void wakeRaises(final int queue) {}
    }

    private static void serve(final TestDevice device, final boolean isSlow) {
        for (final QueueMemory queue : device.queues()) {
            final long head = queue.rxHeadAcquire();
            final long consumed = isSlow ? Math.max(0, head - 5) : head;
            queue.rxConsumedRelease(Math.max(consumed, queue.rxConsumedAcquire()));
            queue.rxTailRelease(queue.rxConsumedAcquire() + queue.config().rxRingSize());
            queue.casNotification(1, 2);
        }
    }

    @Test
    void allocatesNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM does not count");
        try (TestDevice device = new TestDevice(root, new DeviceConfig(3, 64, 8, 2048, 64))) {
            device.hostUp();
            final long[] nowNs = new long[1];
            final NicContext context =
                    new NicContext()
                            .device(device.memory(), device.queues(), device.recover("test"))
                            .port(new WirePort(new Endless(), Pacer.parse("max")))
                            .firmware(
                                    new LoadedFirmware(
                                            "flow-hash",
                                            FirmwareCatalog.load().create("flow-hash", 3)))
                            .interruptLine(new Silent())
                            .verifiesChecksums(true)
                            .clock(() -> nowNs[0]);
            final NicAgent agent = new NicAgent(context, 0);
            agent.onStart(0);
            for (int round = 0; round < 4; round++) {
                device.memory()
                        .onFull(
                                round % 2 == 0
                                        ? DeviceDescriptor.ON_FULL_WAIT
                                        : DeviceDescriptor.ON_FULL_DROP);
                device.memory().interruptMode(round % 3);
                device.memory().rxUsecs(round * 10);
                final int cycles = round == 0 ? WARM_UP : CYCLES;
                // The first calls resolve classes; what counts is that nothing grows with cycles.
                run(agent, device, nowNs, 100);
                final long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
                run(agent, device, nowNs, cycles);
                final long allocated =
                        threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
                assertThat(allocated).as("bytes in %d cycles", cycles).isLessThan(cycles);
            }
            assertThat(device.memory().wirePosition()).isGreaterThan(100_000);
        }
    }

    private static void run(
            final NicAgent agent, final TestDevice device, final long[] nowNs, final int cycles) {
        for (int i = 0; i < cycles; i++) {
            nowNs[0] += 5_000;
            agent.doWork(nowNs[0]);
            serve(device, i % 3 == 0);
        }
    }
}
