package knet.tools.bench;

import java.io.IOException;
import java.nio.file.Path;
import knet.driver.abi.Bell;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.OwnerLock;
import knet.driver.abi.QueueMemory;
import knet.driver.abi.Side;
import knet.driver.abi.Wake;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareSpec;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.traces.Captures;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import knet.traces.source.LoopingSource;
import knet.traces.source.PreloadedCapture;

/**
 * The NIC of the whole-path benchmarks: the product's agent on a wire in memory, in a loop without
 * a sleep.
 */
final class SoftNic {
    private static final long MAX_PRELOADED_BYTES = 1 << 30;

    /** 16 MB of records: more than fits into a core's own caches. */
    private static final int BLOCK_PACKETS = 200 * SteadyTraffic.FLOWS;

    /** What was loaded last: the runs of a benchmark share it. */
    private static String loadedTraffic;

    private static PreloadedCapture loaded;

    private SoftNic() {}

    /** Runs a NIC until its wire has ended. */
    static void run(
            final Path folder,
            final String traffic,
            final long total,
            final String spec,
            final String rate)
            throws IOException {
        final FrameSource wire = wire(folder, traffic, total);
        try (DeviceMemory device = DeviceDirectory.at(folder).open(DeviceRing.DEVICE);
                OwnerLock owned = OwnerLock.acquire(device.directory(), Side.NIC)) {
            if (owned.previousPid() != OwnerLock.UNKNOWN_PID && owned.previousPid() > 0) {
                throw new IOException("the benchmark's device had a NIC already");
            }
            device.nicPid(ProcessHandle.current().pid());
            device.nicEpoch(device.nicEpoch() + 1);
            final int count = device.config().queues();
            final QueueMemory[] queues = new QueueMemory[count];
            final Bell[] bells = new Bell[count];
            for (int i = 0; i < count; i++) {
                queues[i] = device.openQueue(i);
                queues[i].prefault();
                bells[i] = Wake.notification(device, queues[i]);
            }
            final Classifier classifier = FirmwareCatalog.load().create(spec, count);
            final NicContext context =
                    new NicContext()
                            .device(
                                    device,
                                    queues,
                                    Recovery.recover(
                                            device, queues, NicCounters.of(device), "", false))
                            .port(new WirePort(wire, Pacer.parse(rate)))
                            .firmware(
                                    new LoadedFirmware(
                                            FirmwareSpec.parse(spec).toString(), classifier))
                            .interruptLine(new Line(bells))
                            .clock(System::nanoTime)
                            .verifiesChecksums(true);
            work(new NicAgent(context, System.nanoTime()));
            for (int i = 0; i < count; i++) {
                bells[i].close();
                queues[i].close();
            }
        } finally {
            wire.close();
        }
    }

    private static void work(final NicAgent nic) {
        nic.onStart(System.nanoTime());
        final Spin spin = new Spin();
        while (nic.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE) {
            if (nic.doWork(System.nanoTime()) > 0) {
                spin.reset();
            } else {
                spin.idle();
            }
        }
        nic.onClose(System.nanoTime());
    }

    /**
     * {@code udp} or {@code tcp}: steady small packets; else a capture, looped as distinct flows,
     * every frame of which lies in memory before the run begins.
     */
    private static FrameSource wire(final Path folder, final String traffic, final long total)
            throws IOException {
        if (traffic.equals("udp") || traffic.equals("tcp")) {
            return SteadyTraffic.make(folder, BLOCK_PACKETS, traffic.equals("tcp"), total);
        }
        final String wanted = traffic + '\t' + total;
        if (!wanted.equals(loadedTraffic)) {
            loaded = load(Path.of(traffic), total);
            loadedTraffic = wanted;
        }
        return loaded.source();
    }

    private static PreloadedCapture load(final Path path, final long total) throws IOException {
        try (FrameSource file = Captures.open(path)) {
            final PreloadedCapture once = PreloadedCapture.load(file, MAX_PRELOADED_BYTES);
            final long loops = Math.max(1, total / Math.max(1, once.frames()));
            try (FrameSource looped = new LoopingSource(once::source, loops, true)) {
                return PreloadedCapture.load(looped, MAX_PRELOADED_BYTES);
            }
        }
    }

    /** Wakes sleeping network threads. */
    private record Line(Bell[] bells) implements InterruptLine {
        @Override
        public void wakeNotification(final int queue) {
            bells[queue].ring();
        }

        @Override
        public void wakeRaises(final int queue) {
            bells[queue].ring();
        }
    }
}
