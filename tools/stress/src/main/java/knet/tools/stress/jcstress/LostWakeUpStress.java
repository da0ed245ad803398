package knet.tools.stress.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** The NIC publishes while the host arms: one of the two sees the other. */
@JCStressTest
@Outcome(
        id = "true, 0",
        expect = FORBIDDEN,
        desc = "the host sleeps, the frame is there, nobody wakes it")
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "the host may sleep, and is woken")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "the host saw the frame or the NIC no arming")
@Outcome(
        id = "false, 1",
        expect = ACCEPTABLE,
        desc = "the host saw the frame and absorbs the raise")
@State
public class LostWakeUpStress {
    private final StressQueue queue = new StressQueue();
    private boolean maySleep;

    @Actor
    public void nic() {
        queue.write(1);
        queue.publishAndSignal(1);
    }

    @Actor
    public void host() {
        maySleep = queue.host.arm();
    }

    @Arbiter
    public void result(final ZI_Result result) {
        result.r1 = maySleep;
        result.r2 = queue.raises;
    }
}
