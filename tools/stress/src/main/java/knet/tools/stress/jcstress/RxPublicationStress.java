package knet.tools.stress.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import knet.driver.RxFrame;
import knet.driver.RxHandler;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A frame that the host sees is whole: bytes and descriptor as the NIC wrote them. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "nothing seen yet")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "both frames of the batch, whole")
@State
public class RxPublicationStress implements RxHandler {
    private final StressQueue queue = new StressQueue();
    private int frames;
    private int torn;

    @Actor
    public void nic() {
        queue.write(1);
        queue.write(2);
        queue.ring.publish();
    }

    @Actor
    public void host(final II_Result result) {
        queue.host.poll(this, 8);
        result.r1 = frames;
        result.r2 = torn + (queue.host.isQuarantined() ? 100 : 0);
    }

    @Override
    public void onFrame(final RxFrame frame) {
        frames++;
        if (frame.length() != StressQueue.FRAME_BYTES
                || frame.hash() != frames
                || frame.captureNs() != frames
                || frame.arrivalNs() != frames) {
            torn++;
        }
        for (int i = 0; i < StressQueue.FRAME_BYTES; i += 8) {
            if (frame.buffer().getLong(frame.offset() + i) != frames) {
                torn++;
            }
        }
    }
}
