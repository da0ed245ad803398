package knet.nic;

import java.nio.file.Path;
import knet.driver.abi.DeviceConfig;
import knet.firmware.Classifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of an agent on a device of two queues with small rings, frames going to them in turn. */
abstract class NicAgentOnDevice {
    static final int QUEUES = 2;

    static final int RING = 16;

    static final int BUFFER = 256;

    static final Classifier ALTERNATING = (p, q) -> (int) (q.frameNumber() % q.count());

    @TempDir Path root;

    TestDevice device;

    @BeforeEach
    final void open() {
        device = new TestDevice(root, new DeviceConfig(QUEUES, RING, 8, BUFFER, 2 * RING));
    }

    @AfterEach
    final void close() {
        device.close();
    }

    final NicRig rig(final ListSource source) {
        return new NicRig(device, source).firmware(ALTERNATING);
    }

    final void onFull(final int policy) {
        device.memory().onFull(policy);
    }
}
