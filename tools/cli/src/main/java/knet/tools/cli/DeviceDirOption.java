package knet.tools.cli;

import java.nio.file.Path;
import knet.driver.abi.DeviceDirectory;
import picocli.CommandLine.Option;

/** Where the devices are. */
final class DeviceDirOption {
    @Option(
            names = "--device-dir",
            paramLabel = "DIR",
            description =
                    "Where devices lie (default: $KNET_DEVICE_DIR, or else a directory of this"
                            + " user's in /dev/shm).")
    private Path dir;

    DeviceDirectory get() {
        return dir == null ? DeviceDirectory.ofUser() : DeviceDirectory.at(dir);
    }
}
