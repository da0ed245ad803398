package knet.threads.host;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Closing a host, before, while and after it runs. */
@Timeout(60)
class HostRuntimeCloseTest {
    @TempDir Path temp;

    private DeviceDirectory devices() {
        return DeviceDirectory.at(temp.resolve("devices"));
    }

    private HostConfig config(final String mode) {
        return HostConfig.builder()
                .device(devices(), "d0", new DeviceConfig(2, 64, 8, 256, 80))
                .mode(mode)
                .build();
    }

    @Test
    void aClosedHostDoesNotRun() {
        final HostRuntime host = HostRuntime.open(config("knet"), HostListener.NONE);
        host.close();
        host.close();

        assertThatThrownBy(host::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    /** What loses against close must not touch the mappings: it would take this process down. */
    @Test
    void closedWhileARunBeginsItUnmapsNothingUnderIt() throws Exception {
        for (int round = 0; round < 100; round++) {
            final HostRuntime host =
                    HostRuntime.open(
                            config(round % 2 == 0 ? "knet" : "busy-poll"), HostListener.NONE);
            final var run = host.start();
            LockSupport.parkNanos(round * 3_000L);
            host.close();

            assertThat(run.handle((result, e) -> e == null || isRefusal(e)).get(20, SECONDS))
                    .isTrue();
            devices().removeStale();
        }
    }

    private static boolean isRefusal(final Throwable e) {
        return e.getCause() instanceof IllegalStateException;
    }
}
