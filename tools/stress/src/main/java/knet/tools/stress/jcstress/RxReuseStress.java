package knet.tools.stress.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.nic.ring.RxRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The NIC reuses a buffer only when the host has done with the frame in it. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the ring was still full")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "written into a slot that was given back")
@State
public class RxReuseStress implements RxHandler {
    private final StressQueue queue = new StressQueue();
    private int expected;
    private int torn;

    public RxReuseStress() {
        for (int i = 0; i < StressQueue.RING; i++) {
            queue.write(i);
        }
        queue.ring.publish();
    }

    @Actor
    public void nic(final II_Result result) {
        if (queue.write(100) == RxRing.Result.WRITTEN) {
            queue.ring.publish();
            result.r2 = 1;
        }
    }

    @Actor
    public void host(final II_Result result) {
        // The first batch is all there is to be sure of.
        queue.host.poll(this, StressQueue.RING);
        result.r1 = torn + (queue.host.isQuarantined() ? 100 : 0);
    }

    @Override
    public void onFrame(final RxFrame frame) {
        for (int i = 0; i < StressQueue.FRAME_BYTES; i += 8) {
            if (frame.buffer().getLong(frame.offset() + i) != expected) {
                torn++;
            }
        }
        if (frame.hash() != expected || frame.captureNs() != expected) {
            torn++;
        }
        expected++;
    }
}
