package knet.tools.planted;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There is one data path, on threads and in virtual time: a bug that is planted in it shows on both
 * clocks, and one that breaks an invariant stops the simulator.
 */
@Timeout(300)
class PlantedBugTest {
    private static final Path SAMPLE =
            Path.of("../../traces/samples/web-64-clients.pcap").toAbsolutePath();

    @TempDir Path folder;

    /** Leaves out the last byte of a long copy, or of a long piece of a stream. */
    static final class LastByteLost {
        private LastByteLost() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 4, readOnly = false) int length) {
            if (length > 500) {
                length--;
            }
        }
    }

    static final class LastByteOfPieceLost {
        private LastByteOfPieceLost() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 2, readOnly = false) int length) {
            if (length > 500) {
                length--;
            }
        }
    }

    /** A NIC that takes every queue for armed. */
    static final class AlwaysArmed {
        private AlwaysArmed() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) boolean result) {
            result = true;
        }
    }

    /** A ring that forgets to count a frame. */
    static final class FrameForgotten {
        private FrameForgotten() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) long frames) {
            if (frames > 100) {
                frames--;
            }
        }
    }

    private static byte[] plant(final String type, final String method, final Class<?> advice) {
        final ClassFileLocator files =
                ClassFileLocator.ForClassLoader.of(PlantedBugTest.class.getClassLoader());
        return new ByteBuddy()
                .redefine(TypePool.Default.of(files).describe(type).resolve(), files)
                .visit(Advice.to(advice).on(named(method)))
                .make()
                .getBytes();
    }

    private String streams(final String clock, final Map<String, byte[]> planted) throws Exception {
        @SuppressWarnings("unchecked")
        final BiFunction<Path, Path, String> replay =
                (BiFunction<Path, Path, String>)
                        new PlantedLoader(planted)
                                .loadClass(BothClocks.class.getName())
                                .getConstructor(String.class)
                                .newInstance(clock);
        return replay.apply(SAMPLE, folder.resolve("devices"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "virtual"})
    void bugsInRingAndTcpShowOnBothClocks(final String clock) throws Exception {
        final String sound = new BothClocks("virtual").apply(SAMPLE, folder);

        assertThat(streams(clock, Map.of())).isEqualTo(sound);
        final String ring = "knet.nic.ring.FrameCopy";
        assertThat(streams(clock, Map.of(ring, plant(ring, "copy", LastByteLost.class))))
                .isNotEqualTo(sound);
        final String tcp = "knet.threads.tcp.StreamAssembler";
        assertThat(streams(clock, Map.of(tcp, plant(tcp, "put", LastByteOfPieceLost.class))))
                .isNotEqualTo(sound);
    }

    @Test
    void aNotificationForAPolledQueueStopsTheSimulator() {
        final String unit = "knet.nic.interrupt.QueueInterrupt";
        final Map<String, byte[]> planted =
                Map.of(
                        unit,
                        plant(unit, "isArmed", AlwaysArmed.class),
                        "knet.driver.abi.QueueMemory",
                        plant("knet.driver.abi.QueueMemory", "casNotification", AlwaysArmed.class));

        assertThatThrownBy(() -> streams("virtual", planted))
                .rootCause()
                .hasMessageMatching("a notification was raised for queue \\d while .* polls it");
        assertThatThrownBy(() -> streams("virtual", planted))
                .cause()
                .hasMessageContaining("seed 1")
                .hasMessageContaining("mode knet");
    }

    @Test
    void aFrameThatNobodyCountsStopsTheSimulator() {
        final String ring = "knet.nic.ring.RxRing";
        final Map<String, byte[]> planted =
                Map.of(ring, plant(ring, "frames", FrameForgotten.class));

        assertThatThrownBy(() -> streams("virtual", planted))
                .rootCause()
                .hasMessageContaining("frames offered");
    }
}
