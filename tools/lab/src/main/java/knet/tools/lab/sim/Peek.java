package knet.tools.lab.sim;

import knet.threads.agent.Context;
import knet.threads.agent.NetAgent;

/** Until agents tell it themselves. */
final class Peek {
    private Peek() {}

    static boolean isTaking(final NetAgent agent) {
        return agent.context() == Context.HARD_INTERRUPT;
    }
}
