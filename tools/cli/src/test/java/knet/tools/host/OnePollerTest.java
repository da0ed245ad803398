package knet.tools.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import knet.driver.abi.DeviceConfig;
import knet.threads.app.Application;
import knet.threads.app.ApplicationFactory;
import knet.threads.ip.IpPacket;
import knet.threads.mode.Mode;
import knet.threads.mode.Modes;
import knet.threads.stack.StackConfig;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which threads run the protocols: in NAPI one at a time, in all modes one for each stack. */
@Timeout(120)
class OnePollerTest {
    private static final int ASKED = 4;

    @TempDir Path temp;

    static List<String> modes() {
        return Modes.all().stream().map(Mode::name).toList();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void aStackBelongsToOneThreadAndNapiHasOneOfThem(final String mode) throws Exception {
        final Witnesses witnesses = new Witnesses();
        final TwoProcesses pair =
                new TwoProcesses(
                        temp.resolve("devices"),
                        DeviceConfig.of(ASKED, 256),
                        Samples.path("web-64-clients.pcap"));
        pair.host().mode(mode).stack(StackConfig.defaults().withApplication(witnesses));

        pair.run();

        final List<String> threads = new ArrayList<>();
        for (final Witness witness : witnesses.all) {
            assertThat(witness.overlaps.get()).as("calls at the same time").isZero();
            assertThat(witness.threads.size()).isLessThanOrEqualTo(1);
            threads.addAll(witness.threads);
        }
        assertThat(threads)
                .containsExactlyInAnyOrderElementsOf(
                        mode.equals("napi")
                                ? List.of("knet-net-0")
                                : List.of("knet-net-0", "knet-net-1", "knet-net-2", "knet-net-3"));
    }

    private static final class Witnesses implements ApplicationFactory {
        final List<Witness> all = new CopyOnWriteArrayList<>();

        @Override
        public Application create() {
            final Witness made = new Witness();
            all.add(made);
            return made;
        }
    }

    /** Sees every packet of a stack. */
    private static final class Witness implements Application {
        final Set<String> threads = ConcurrentHashMap.newKeySet();
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger overlaps = new AtomicInteger();

        @Override
        public boolean wantsPackets() {
            return true;
        }

        @Override
        public void onPacket(final IpPacket packet) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            threads.add(Thread.currentThread().getName());
            Thread.onSpinWait();
            inside.decrementAndGet();
        }
    }
}
