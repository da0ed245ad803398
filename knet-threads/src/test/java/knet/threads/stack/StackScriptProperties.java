package knet.threads.stack;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the fuzz test checks, over random scripts. */
class StackScriptProperties {
    @Property(tries = 500)
    void anySequenceOfFrames(
            @ForAll final long seed, @ForAll @IntRange(min = 1, max = 4000) final int length) {
        final byte[] script = new byte[length];
        new Random(seed).nextBytes(script);
        StackScript.run(script);
    }
}
