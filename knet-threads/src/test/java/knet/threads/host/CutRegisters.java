package knet.threads.host;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;

/** A process that goes on reading registers, in compiled code, after their file was cut. */
final class CutRegisters {
    /** Exit code: it met an InternalError, which it could handle. */
    static final int HANDLED = 42;

    private static final int WARM_UP = 200_000;
    private static final int MOST_CALLS = 1_000_000;

    private CutRegisters() {}

    public static void main(final String[] args) throws Exception {
        final DeviceDirectory devices = DeviceDirectory.at(Path.of(args[0]));
        devices.create("d0", new DeviceConfig(1, 16, 8, 256, 32));
        final DeviceMemory memory = devices.open("d0");
        long sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sum += StackGenerations.signature(memory);
        }
        final Path file = devices.path("d0").resolve(DeviceDescriptor.FILE_NAME);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        try {
            for (int i = 0; i < MOST_CALLS; i++) {
                sum += StackGenerations.signature(memory);
            }
        } catch (final InternalError e) {
            Runtime.getRuntime().halt(HANDLED);
        }
        System.err.println("no fault: " + sum);
    }
}
