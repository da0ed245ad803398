package knet.tools.lab.sim;

import knet.driver.abi.QueueMemory;
import knet.nic.interrupt.InterruptLine;
import knet.threads.mode.Delivery;

/** From the NIC's interrupt unit to the processors: who takes a queue's interrupt. */
final class InterruptLines implements InterruptLine {
    private final Cpu[] cpus;
    private final InterruptTask[] routines;
    private final EventQueue events;
    private final Delivery delivery;
    private final boolean isUnmasked;
    private final QueueMemory[] queues;
    private final long[] raisesSeen;
    private final Faults faults;
    private final Dice dice;
    private final Timeline timeline;
    private AgentTask[] pollers;
    private NicTask nic;
    private int nextCpu;
    private long lost;

    InterruptLines(
            final Cpu[] cpus,
            final InterruptTask[] routines,
            final EventQueue events,
            final MachineConfig config,
            final boolean isUnmasked,
            final QueueMemory[] queues,
            final Timeline timeline) {
        this.cpus = cpus;
        this.routines = routines;
        this.events = events;
        this.delivery = config.delivery();
        this.isUnmasked = isUnmasked;
        this.queues = queues;
        this.raisesSeen = new long[queues.length];
        this.faults = config.faults();
        this.dice = new Dice(config.seed());
        this.timeline = timeline;
    }

    /** Until then nobody is there to be interrupted. */
    void connect(final AgentTask[] pollersOfQueues, final NicTask card) {
        pollers = pollersOfQueues;
        nic = card;
    }

    /** Interrupts that were raised and did not arrive. */
    long lost() {
        return lost;
    }

    @Override
    public void wakeNotification(final int queue) {
        if (!isUnmasked) {
            raise(queue);
        }
    }

    @Override
    public void wakeRaises(final int queue) {
        if (isUnmasked) {
            raise(queue);
        }
    }

    private void raise(final int queue) {
        if (pollers == null) {
            return; // The NIC greets a host that is not there yet.
        }
        final AgentTask agent = pollers[queue];
        final long raises = queues[queue].raisesAcquire();
        // When its wire ends the NIC wakes everybody: that is no raise.
        if (raises != raisesSeen[queue]) {
            raisesSeen[queue] = raises;
            nic.onRaise(agent.isToBeWoken());
            if (!isUnmasked) {
                agent.checkRaise(queue);
            }
            if (faults.lostInterrupts() > 0 && dice.nextUnit() < faults.lostInterrupts()) {
                lost++;
                if (timeline != null) {
                    timeline.instant(queue, Timeline.Kind.LOST, events.nowNs());
                }
                agent.onLostInterrupt();
                return;
            }
        }
        routines[target(agent)].raise(agent, events.nowNs());
    }

    private int target(final AgentTask agent) {
        return switch (delivery) {
            case ROUND_ROBIN -> nextCpu++ % cpus.length;
            case FIXED -> 0;
            case PER_QUEUE -> agent.bound().number();
        };
    }
}
