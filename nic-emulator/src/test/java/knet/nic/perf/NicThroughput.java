package knet.nic.perf;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.RxDescriptor;
import knet.firmware.FirmwareCatalog;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.TestDevice;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.traces.Captures;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.pcap.PcapWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How fast the NIC's loop goes: walk a mapped capture, classify, copy, write descriptors, while
 * another thread takes them and reads 64 bytes of each. For profiling; {@code knet bench} has the
 * figures between two processes.
 *
 * <p>Arguments: frame bytes, firmware, checksums on or off, queues, frames, and {@code alone} for
 * the processor time of the NIC without a consumer.
 */
public final class NicThroughput {
    private static final int RUNS = Integer.getInteger("runs", 7);

    private NicThroughput() {}

    public static void main(final String[] args) throws Exception {
        final int bytes = Integer.parseInt(args[0]);
        final String firmware = args[1];
        final boolean checksums = args[2].equals("on");
        final int queues = Integer.parseInt(args[3]);
        final int frames = Integer.parseInt(args[4]);
        final boolean isAlone = args.length > 5 && args[5].equals("alone");
        final Path root = Files.createTempDirectory(Path.of("/dev/shm"), "knet-perf");
        final Path capture = root.resolve("frames.pcap");
        write(capture, bytes, frames);
        final double[] rates = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            try (TestDevice device =
                            new TestDevice(
                                    root.resolve("run" + run),
                                    DeviceConfig.of(queues, Integer.getInteger("ring", 1024)));
                    FrameSource source = Captures.open(capture)) {
                rates[run] = run(device, source, firmware, checksums, isAlone, frames);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d B %s checksums %s, %d queues: %.2f Mpps, %.1f ns%n",
                    bytes,
                    firmware,
                    args[2],
                    queues,
                    rates[run] * 1e3,
                    1 / rates[run]);
        }
        Files.delete(capture);
    }

    private static double run(
            final TestDevice device,
            final FrameSource source,
            final String firmware,
            final boolean checksums,
            final boolean isAlone,
            final int frames)
            throws InterruptedException {
        device.memory().onFull(DeviceDescriptor.ON_FULL_WAIT);
        device.hostUp();
        final NicContext context =
                new NicContext()
                        .device(device.memory(), device.queues(), device.recover("perf"))
                        .port(new WirePort(source, Pacer.parse("max")))
                        .firmware(
                                new LoadedFirmware(
                                        firmware,
                                        FirmwareCatalog.load()
                                                .create(firmware, device.queues().length)))
                        .interruptLine(new Deaf())
                        .verifiesChecksums(checksums)
                        .clock(System::nanoTime);
        final NicAgent agent = new NicAgent(context, System.nanoTime());
        agent.onStart(System.nanoTime());
        final Consumer consumer = new Consumer(device.queues(), frames);
        if (isAlone) {
            return alone(agent, device.queues(), frames);
        }
        final Thread thread = new Thread(consumer, "consumer");
        thread.start();
        final long startNs = System.nanoTime();
        while (agent.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            agent.doWork(System.nanoTime());
        }
        final long nicNs = System.nanoTime() - startNs;
        thread.join();
        final long tookNs = System.nanoTime() - startNs;
        System.out.printf(
                Locale.ROOT,
                "  NIC done after %.3f s, waited %d times, consumer found nothing %d times%n",
                nicNs / 1e9,
                device.counters().get(knet.driver.abi.NicCounter.RX_WAITS),
                consumer.empty);
        return (double) frames / tookNs;
    }

    /**
     * The NIC's share by itself, in processor time: the same thread posts the buffers again,
     * looking at none. Says something on a machine that others use, too.
     */
    private static double alone(
            final NicAgent agent, final QueueMemory[] queues, final int frames) {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long startNs = threads.getCurrentThreadCpuTime();
        while (agent.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            agent.doWork(System.nanoTime());
            for (final QueueMemory queue : queues) {
                final long head = queue.rxHeadAcquire();
                queue.rxConsumedRelease(head);
                queue.rxTailRelease(head + queue.config().rxRingSize());
            }
        }
        return (double) frames / (threads.getCurrentThreadCpuTime() - startNs);
    }

    private static void write(final Path file, final int bytes, final int frames)
            throws IOException {
        final UnsafeBuffer template = new UnsafeBuffer(knet.nic.Frames.udp4(bytes - 42));
        final Frame frame = new Frame();
        try (PcapWriter writer = new PcapWriter(file)) {
            for (int i = 0; i < frames; i++) {
                template.putShort(34, (short) (i % 1024 * 7));
                frame.wrap(template, 0, bytes, bytes, 1_000_000_000L + i * 100L);
                writer.write(frame, -1);
            }
        }
    }

    private static final class Deaf implements InterruptLine {
        @Override
        public void wakeNotification(final int queue) {}

        @Override
        public void wakeRaises(final int queue) {}
    }

    /** Takes descriptors in batches, reads the first line of each buffer, posts them again. */
    private static final class Consumer implements Runnable {
        private final QueueMemory[] queues;
        private final long total;
        private long sum;
        private long empty;

        Consumer(final QueueMemory[] queues, final long total) {
            this.queues = queues;
            this.total = total;
        }

        @Override
        public void run() {
            final long[] consumed = new long[queues.length];
            long taken = 0;
            while (taken < total) {
                for (int q = 0; q < queues.length; q++) {
                    final QueueMemory queue = queues[q];
                    final UnsafeBuffer memory = queue.buffer();
                    final int size = queue.config().rxRingSize();
                    final long head = Math.min(queue.rxHeadAcquire(), consumed[q] + 64);
                    long at = consumed[q];
                    if (head == at) {
                        empty++;
                        continue;
                    }
                    for (; at < head; at++) {
                        final int descriptor = queue.rxDescriptorOffset((int) at & size - 1);
                        final int buffer =
                                queue.rxBufferOffset(
                                        memory.getInt(descriptor + RxDescriptor.BUFFER_OFFSET));
                        sum += memory.getLong(descriptor + RxDescriptor.CAPTURE_NS_OFFSET);
                        for (int i = 0; i < 64; i += 8) {
                            sum += memory.getLong(buffer + i);
                        }
                    }
                    taken += head - consumed[q];
                    consumed[q] = head;
                    queue.rxConsumedRelease(head);
                    queue.rxTailRelease(head + size);
                }
            }
            if (sum == 42) {
                System.out.println();
            }
        }
    }
}
