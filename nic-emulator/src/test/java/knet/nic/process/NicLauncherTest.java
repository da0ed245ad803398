package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a NIC that a signal ended, with a shell in its place. */
@Timeout(60)
class NicLauncherTest {
    @TempDir Path root;

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    private NicLauncher launcher(final String script) {
        return new NicLauncher(
                NicConfig.builder("nic0", "pcap:none").deviceRoot(root).build(),
                2,
                new NicLauncher.Listener() {
                    @Override
                    public void onCrash(final int code) {
                        events.add("crash " + code);
                    }

                    @Override
                    public void onEnded(final int code) {
                        events.add("ended " + code);
                    }
                },
                List.of("sh", "-c", script));
    }

    @Test
    void ctrlCThatReachesANicWhileItStartsEndsTheRun() throws Exception {
        try (NicLauncher launcher = launcher("exit 130")) {
            launcher.start();
            launcher.expectEnd();
            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(events).containsExactly("ended 130");
    }

    @Test
    void aNicThatSomebodyEndsAloneIsStartedAgain() throws Exception {
        for (final int code : new int[] {137, 143}) {
            events.clear();
            try (NicLauncher launcher = launcher("exit " + code)) {
                launcher.start();
                assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(launcher.restarts()).isEqualTo(2);
            }
            assertThat(events).containsExactly("crash " + code, "crash " + code, "ended " + code);
        }
    }

    @Test
    void aNicThatDiesWhileTheRunEndsIsNotStartedAgain() throws IOException, InterruptedException {
        try (NicLauncher launcher = launcher("head -c 1 >read line; exit 1372; exit 137")) {
            launcher.start();
            launcher.requestStop();
            assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(events).hasSize(1).first().asString().startsWith("ended ");
    }
}
