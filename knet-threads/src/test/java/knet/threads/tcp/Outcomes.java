package knet.threads.tcp;

import java.util.Arrays;
import knet.threads.stack.NetStack;

/** The sum of the outcomes of TCP in a stack's figures. */
final class Outcomes {
    private Outcomes() {}

    static long sum(final NetStack stack) {
        return Arrays.stream(TcpCounter.values())
                .filter(TcpCounter::isOutcome)
                .mapToLong(counter -> stack.stats().tcp().get(counter.label()))
                .sum();
    }
}
