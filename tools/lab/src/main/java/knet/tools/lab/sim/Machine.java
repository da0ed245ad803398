package knet.tools.lab.sim;

import java.util.ArrayList;
import java.util.List;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareSpec;
import knet.nic.NicAgent;
import knet.nic.NicContext;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovery;
import knet.nic.registers.NicCounters;
import knet.threads.host.Host;
import knet.threads.host.HostConfig;
import knet.threads.host.HostListener;
import knet.threads.host.HostThread;
import knet.threads.host.OracleFactory;
import knet.traces.FrameSource;
import knet.traces.pace.Pacer;
import org.HdrHistogram.Histogram;

/**
 * A machine in virtual time: a NIC, a host, processors. One run, from the first frame of its wire
 * to the last consumption; the same input gives the same result.
 */
public final class Machine implements AutoCloseable {
    /** How often the host looks after its NIC; virtual time. */
    private static final long SUPERVISE_NS = 100_000_000;

    private static final int BUFFER_BYTES = DeviceDescriptor.DEFAULT_BUFFER_SIZE;

    private final EventQueue events = new EventQueue();
    private final Cpu[] cpus;
    private final InterruptTask[] interrupts;
    private final UserTask[] users;
    private final List<AgentTask> agents = new ArrayList<>();
    private final WirePort port;
    private final NicTask nic;
    private final Host host;
    private final MachineConfig config;
    private final boolean isUnmasked;
    private int nextInterrupt;
    private boolean isOver;

    /**
     * Puts a machine together.
     *
     * @param wire what comes in; closed with the machine
     * @param oracles tell stacks where the classifier sends a packet
     */
    public Machine(
            final MachineConfig config, final FrameSource wire, final OracleFactory oracles) {
        this.config = config;
        final Costs costs = config.costs();
        cpus = new Cpu[config.cpus()];
        interrupts = new InterruptTask[cpus.length];
        users = new UserTask[cpus.length];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new Cpu(i, events, costs);
            interrupts[i] = new InterruptTask(cpus[i], costs);
            users[i] = new UserTask(costs, config.socketFrames());
        }
        isUnmasked = config.mode().interruptMode() == DeviceDescriptor.INTERRUPT_MODE_UNMASKED;
        final int queues = config.queues();
        final DeviceMemory device =
                DeviceMemory.inMemory(
                        "lab",
                        new DeviceConfig(
                                queues,
                                config.ringSize(),
                                DeviceDescriptor.DEFAULT_TX_RING_SIZE,
                                BUFFER_BYTES,
                                2 * config.ringSize()));
        final SocketQueues sockets = new SocketQueues(users, cpus, costs, queues);
        port = new WirePort(wire, Pacer.parse(config.rate()));
        final NicAgent agent = nicAgent(device, queues);
        nic = new NicTask(agent, events, costs);
        host =
                Host.open(
                        HostConfig.builder()
                                .devices(HostConfig.Device.inMemory(device))
                                .mode(config.mode().name())
                                .budget(1)
                                .moderation(config.rxUsecs(), config.rxFrames(), false)
                                .lossless(config.isLossless())
                                .stack(config.stack())
                                .deliveries(sockets)
                                .oracles(oracles)
                                .build(),
                        HostListener.NONE,
                        0);
        for (final HostThread thread : host.threads()) {
            agents.add(new AgentTask(thread, events, costs, cpus[agents.size()], sockets));
        }
    }

    private NicAgent nicAgent(final DeviceMemory device, final int queues) {
        device.nicEpoch(1);
        final QueueMemory[] memories = new QueueMemory[queues];
        for (int i = 0; i < queues; i++) {
            memories[i] = device.openQueue(i);
        }
        final String spec = config.firmware();
        final NicContext context =
                new NicContext()
                        .device(
                                device,
                                memories,
                                Recovery.recover(
                                        device, memories, NicCounters.of(device), "", false))
                        .port(port)
                        .firmware(
                                new LoadedFirmware(
                                        FirmwareSpec.parse(spec).toString(),
                                        FirmwareCatalog.load().create(spec, queues)))
                        .interruptLine(new Line())
                        .clock(events::nowNs)
                        .verifiesChecksums(true)
                        .batchFrames(1)
                        .seed(config.seed());
        return new NicAgent(context, 0);
    }

    /** Lets time pass until all is over. */
    public MachineResult run() {
        nic.nic().onStart(0);
        host.announce();
        nic.start(0);
        for (final AgentTask agent : agents) {
            agent.start(0);
        }
        supervise(0, 0);
        while (!events.isEmpty() && !(isOver && isConsumed())) {
            events.step();
        }
        return result();
    }

    private void supervise(final long nowNs, final long unused) {
        isOver = host.supervise(nowNs);
        if (!isOver) {
            // A wire may be silent for years; nothing is to be looked after before its next frame.
            final long nextNs = events.isEmpty() ? 0 : events.nextNs();
            events.add(Math.max(nowNs + SUPERVISE_NS, nextNs), this::supervise, 0);
        }
    }

    private boolean isConsumed() {
        for (final UserTask user : users) {
            if (user.waiting() > 0) {
                return false;
            }
        }
        return true;
    }

    private MachineResult result() {
        final Histogram latency = new Histogram(users[0].latency());
        long consumed = 0;
        long dropped = 0;
        long lastNs = 0;
        for (final UserTask user : users) {
            latency.add(user.latency());
            consumed += user.consumed();
            dropped += user.dropped();
            lastNs = Math.max(lastNs, user.lastConsumedNs());
        }
        final List<MachineResult.CpuResult> results = new ArrayList<>();
        for (final Cpu cpu : cpus) {
            results.add(
                    new MachineResult.CpuResult(
                            cpu.number(),
                            cpu.busyNs(Level.HARD_INTERRUPT),
                            cpu.busyNs(Level.SOFTIRQ),
                            cpu.busyNs(Level.KERNEL_THREAD),
                            cpu.busyNs(Level.USER_THREAD),
                            interrupts[cpu.number()].taken()));
        }
        return new MachineResult(
                host.result(),
                consumed,
                dropped,
                latency,
                Math.max(0, lastNs - nic.nic().firstArrivalNs()),
                events.nowNs(),
                results,
                events.added(),
                new MachineResult.Wire(
                        List.of(port.linkTypes()), port.durationNs(), port.damage()));
    }

    /** The interrupt line, as far as the processor. */
    private final class Line implements InterruptLine {
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
            if (agents.isEmpty()) {
                return; // The NIC greets a host that is not there yet.
            }
            final AgentTask agent = agents.get(queue % agents.size());
            interrupts[target(agent)].raise(agent, events.nowNs());
        }

        private int target(final AgentTask agent) {
            return switch (config.delivery()) {
                case ROUND_ROBIN -> nextInterrupt++ % cpus.length;
                case FIXED -> 0;
                case PER_QUEUE -> agent.bound().number();
            };
        }
    }

    @Override
    public void close() {
        agents.forEach(AgentTask::close);
        host.close();
        port.close();
    }
}
