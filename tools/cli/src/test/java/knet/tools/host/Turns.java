package knet.tools.host;

import java.util.List;
import knet.driver.HostRxQueue;
import knet.driver.QueueWaiter;
import knet.threads.agent.NetAgent;
import knet.threads.agent.Next;

/**
 * Gives an agent its turns by hand, as a thread would: it sleeps when it wants to, until a
 * notification or a bell, either of which may come before the sleep begins.
 */
final class Turns implements AutoCloseable {
    private final NetAgent agent;
    private final QueueWaiter sleep;
    private boolean isRung;
    private boolean sleeps;

    /**
     * @param rings that the agent polls
     */
    Turns(final NetAgent agent, final List<HostRxQueue> rings) {
        this.agent = agent;
        this.sleep = new QueueWaiter(rings);
    }

    NetAgent agent() {
        return agent;
    }

    boolean isAsleep() {
        return sleeps && !isRung;
    }

    /** A notification or a hand-over: ends the sleep, or the next one. */
    void ring() {
        isRung = true;
    }

    /**
     * One step, if it is awake.
     *
     * @return frames and other pieces of work
     */
    int step(final long nowNs) {
        if (isAsleep()) {
            return 0;
        }
        if (sleeps) {
            sleeps = false;
            isRung = false;
            sleep.end(true);
            agent.onWake();
        }
        final int work = agent.doWork(nowNs);
        sleeps = agent.next() == Next.SLEEP;
        if (sleeps) {
            sleep.begin();
        }
        return work;
    }

    @Override
    public void close() {
        sleep.close();
    }
}
