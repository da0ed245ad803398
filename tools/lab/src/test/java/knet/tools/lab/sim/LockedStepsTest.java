package knet.tools.lab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import knet.tools.lab.cost.Costs;
import org.junit.jupiter.api.Test;

/** Processors that want the same lock at times that can be worked out by hand. */
class LockedStepsTest {
    private static final long WORK_NS = 10_000;

    private final EventQueue events = new EventQueue();
    private final ShardLocks locks = new ShardLocks(1);
    private final List<String> ends = new ArrayList<>();

    /** One step that holds the lock while it works. */
    private final class Locked extends Task {
        private final String name;
        private final long leadNs;

        Locked(final String name, final long leadNs) {
            this.name = name;
            this.leadNs = leadNs;
        }

        @Override
        String name() {
            return name;
        }

        @Override
        Level level() {
            return Level.SOFTIRQ;
        }

        @Override
        long leadNs() {
            return leadNs;
        }

        @Override
        long costNs(final long nowNs) {
            return WORK_NS;
        }

        @Override
        boolean isLocking() {
            return true;
        }

        @Override
        long waitNs(final long nowNs, final long workNs) {
            return locks.take(0, nowNs, workNs);
        }

        @Override
        long execute(final long nowNs) {
            ends.add(name + " at " + nowNs);
            return 0;
        }

        @Override
        Wish wish() {
            return Wish.SLEEP;
        }
    }

    private Cpu cpu(final double slowness) {
        return new Cpu(0, events, new Costs(cost -> 1), slowness, null);
    }

    private void at(final long ns, final Cpu cpu, final Task task) {
        events.add(ns, (nowNs, what) -> cpu.add(task, nowNs), 0);
    }

    private void run() {
        while (!events.isEmpty()) {
            events.step();
        }
    }

    @Test
    void aSlowProcessorWaitsAsAnyOtherAndHoldsForLonger() {
        final Cpu slow = cpu(3);
        at(0, cpu(1), new Locked("first", 0));
        at(0, slow, new Locked("slow", 0));
        at(20_000, cpu(1), new Locked("third", 0));
        run();

        assertThat(ends).containsExactly("first at 10000", "slow at 40000", "third at 50000");
        assertThat(locks.waitedNs()).isEqualTo(10_000 + 20_000);
        assertThat(slow.busyNs(Level.SOFTIRQ)).isEqualTo(40_000);
    }

    @Test
    void whatLeadsUpToTheWorkHoldsNoLock() {
        final Cpu busy = cpu(1);
        at(0, busy, new Locked("first", 5_000));
        at(2_000, cpu(1), new Locked("second", 0));
        run();

        assertThat(ends).containsExactly("second at 12000", "first at 22000");
        assertThat(locks.waitedNs()).isEqualTo(7_000);
        assertThat(busy.busyNs(Level.SOFTIRQ)).isEqualTo(22_000);
    }

    @Test
    void aLockIsHeldUntilTheWorkIsDone() {
        at(0, cpu(1), new Locked("first", 5_000));
        at(12_000, cpu(1), new Locked("second", 0));
        run();

        assertThat(ends).containsExactly("first at 15000", "second at 25000");
    }
}
