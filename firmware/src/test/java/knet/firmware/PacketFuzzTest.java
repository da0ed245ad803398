package knet.firmware;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import knet.firmware.check.SeedFrames;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coverage-guided fuzzing of the parser and the built-in classifiers with Jazzer:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -pl firmware -Dtest=PacketFuzzTest</pre>
 *
 * Only when asked for, because its instrumentation takes seconds; the seeds are in {@link
 * PacketPropertyTest} too.
 */
@EnabledIfEnvironmentVariable(
        named = "JAZZER_FUZZ",
        matches = ".+",
        disabledReason = "fuzzing is asked for with JAZZER_FUZZ=1")
class PacketFuzzTest {
    static Stream<Arguments> seeds() {
        return SeedFrames.ALL.stream().map(frame -> Arguments.of((Object) frame));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "20s")
    void anyBytes(final byte[] frame) {
        if (frame == null) {
            return;
        }
        PacketChecks.isReadWithinItsBounds(frame);
        PacketChecks.followsTheRules(frame);
        PacketChecks.everyBuiltInChoosesAQueue(frame);
    }
}
