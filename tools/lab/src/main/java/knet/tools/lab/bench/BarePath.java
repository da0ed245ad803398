package knet.tools.lab.bench;

import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.firmware.FirmwareCatalog;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.threads.host.Host;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostThread;
import knet.traces.pace.Pacer;
import knet.traces.source.PreloadedCapture;

/** NIC and host in turn on one thread, a frame at a time: the data path and nothing else. */
final class BarePath {
    private static final InterruptLine NOBODY =
            new InterruptLine() {
                @Override
                public void wakeNotification(final int queue) {}

                @Override
                public void wakeRaises(final int queue) {}
            };

    private BarePath() {}

    /** Millions of frames a second from the wire through IP and UDP, of real time. */
    static double mpps(final PreloadedCapture traffic, final int ringSize) {
        final DeviceMemory device =
                DeviceMemory.inMemory(
                        "bare",
                        new DeviceConfig(
                                1,
                                ringSize,
                                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                                DeviceDescriptor.DEFAULT_BUFFER_SIZE,
                                2 * ringSize));
        device.nicEpoch(1);
        final QueueMemory[] queues = {device.openQueue(0)};
        final NicCounters counters = NicCounters.of(device);
        final NicContext context =
                new NicContext()
                        .device(
                                device,
                                queues,
                                Recovery.recover(device, queues, counters, "", false))
                        .port(new WirePort(traffic.source(), Pacer.parse("max")))
                        .firmware(
                                new LoadedFirmware(
                                        "flow-hash", FirmwareCatalog.load().create("flow-hash", 1)))
                        .interruptLine(NOBODY)
                        .clock(() -> 0)
                        .verifiesChecksums(true)
                        .batchFrames(1);
        final NicAgent nic = new NicAgent(context, 0);
        final HostConfig config =
                HostConfig.builder()
                        .devices(HostConfig.Device.inMemory(device))
                        .mode("busy-poll")
                        .budget(1)
                        .build();
        try (Host host = Host.open(config, HostListener.NONE, 0)) {
            nic.onStart(0);
            final HostThread thread = host.threads().get(0);
            long frames = 0;
            final long startNs = System.nanoTime();
            // Time stands still, but for what the heartbeat and the supervision are told.
            for (long turn = 0; nic.state() != DeviceDescriptor.NIC_STATE_WIRE_DONE; turn++) {
                if (frames == 0) {
                    host.supervise(turn);
                }
                nic.doWork(turn);
                frames += thread.agent().doWork(turn);
            }
            return 1e3 * frames / (System.nanoTime() - startNs);
        }
    }
}
