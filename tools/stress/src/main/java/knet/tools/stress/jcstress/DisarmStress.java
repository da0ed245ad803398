package knet.tools.stress.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A host that takes its armed queue back, and a NIC that raises: exactly one of them wins. */
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "the host was first: it polls, no raise")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "the NIC was first: the host absorbs it")
@Outcome(id = "true, 1", expect = FORBIDDEN, desc = "a notification while polled")
@Outcome(id = "false, 0", expect = FORBIDDEN, desc = "the host absorbs what nobody raised")
@State
public class DisarmStress {
    private final StressQueue queue = new StressQueue();
    private boolean wasArmed;

    public DisarmStress() {
        if (!queue.host.arm()) {
            throw new IllegalStateException("an empty queue must arm");
        }
    }

    @Actor
    public void nic() {
        queue.write(1);
        queue.publishAndSignal(1);
    }

    @Actor
    public void host() {
        wasArmed = queue.host.disarm();
    }

    @Arbiter
    public void result(final ZI_Result result) {
        result.r1 = wasArmed;
        result.r2 = queue.raises;
    }
}
