package knet.threads.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import knet.driver.QueueFault;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import knet.threads.result.HostResult;

/** Hosts on small devices. */
final class TestHosts {
    /** Descriptors of a ring. */
    static final int RING = 64;

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestHosts() {}

    /** A host on device d0. */
    static HostConfig.Builder config(
            final DeviceDirectory devices, final String mode, final int queues) {
        return HostConfig.builder()
                .device(devices, "d0", new DeviceConfig(queues, RING, 8, 256, RING + 16))
                .mode(mode);
    }

    /** What a run came to, which must end by itself. */
    static HostResult resultOf(final CompletableFuture<HostResult> run) throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Notes down what it hears. */
    static final class Listener implements HostListener {
        private final List<String> events = new CopyOnWriteArrayList<>();

        List<String> events() {
            return events;
        }

        @Override
        public void onNicUp(final String device, final long epoch, final String firmware) {
            events.add(device + " up " + epoch + " " + firmware);
        }

        @Override
        public void onNicDied(final String device) {
            events.add(device + " died");
        }

        @Override
        public void onQuarantine(final String device, final QueueFault fault) {
            events.add(device + " quarantine " + fault.queue());
        }
    }
}
