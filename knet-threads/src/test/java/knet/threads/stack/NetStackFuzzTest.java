package knet.threads.stack;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any sequence of frames: nothing is thrown, every frame, segment and datagram has exactly one
 * outcome, and memory comes back. Run with JAZZER_FUZZ=1 to search, without it to try the seeds
 * alone:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -pl knet-threads -am -Dtest=NetStackFuzzTest
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class NetStackFuzzTest {
    private static final int SEEDS = 40;

    static Stream<byte[]> scripts() {
        return Stream.iterate(1, n -> n + 1)
                .limit(SEEDS)
                .map(
                        n -> {
                            final byte[] script = new byte[50 * n];
                            new Random(n).nextBytes(script);
                            return script;
                        });
    }

    @MethodSource("scripts")
    @FuzzTest(maxDuration = "20s")
    void anySequenceOfFrames(final byte[] script) {
        if (script != null) {
            StackScript.run(script);
        }
    }
}
