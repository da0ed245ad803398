package knet.tools.cli;

import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sizes of a device. */
final class DeviceOptions {
    private static final int MAX_BUFFERS = 1 << 20;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--ring",
            paramLabel = "N",
            defaultValue = "1024",
            description =
                    "Descriptors per receive ring, a power of two, 8 to 65536"
                            + " (default: ${DEFAULT-VALUE}).")
    private int ring;

    @Option(
            names = "--buffer",
            paramLabel = "BYTES",
            defaultValue = "2048",
            description =
                    "Size of a packet buffer, a multiple of 64, 256 to 32768; longer frames span"
                            + " several (default: ${DEFAULT-VALUE}).")
    private int buffer;

    /** The device's sizes for so many queues. */
    DeviceConfig config(final int queues) {
        Arguments.powerOfTwo(
                spec,
                "--ring",
                ring,
                DeviceDescriptor.MIN_RING_SIZE,
                DeviceDescriptor.MAX_RING_SIZE);
        if (buffer < DeviceDescriptor.MIN_BUFFER_SIZE
                || buffer > DeviceDescriptor.MAX_BUFFER_SIZE
                || buffer % 64 != 0) {
            throw Arguments.bad(
                    spec, "--buffer must be a multiple of 64 from 256 to 32768, not " + buffer);
        }
        return new DeviceConfig(
                queues,
                ring,
                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                buffer,
                Math.min(2 * ring, MAX_BUFFERS));
    }
}
