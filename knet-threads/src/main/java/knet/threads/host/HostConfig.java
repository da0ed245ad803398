package knet.threads.host;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import knet.driver.HostSettings;
import knet.driver.abi.DeviceConfig;
import knet.driver.abi.DeviceDescriptor;
import knet.driver.abi.DeviceDirectory;
import knet.driver.abi.DeviceMemory;
import knet.threads.agent.FrameBacklog;
import knet.threads.agent.NapiLimits;
import knet.threads.mode.Mode;
import knet.threads.mode.ModeSettings;
import knet.threads.mode.Modes;
import knet.threads.stack.StackConfig;

/**
 * What a host process is to do. Immutable; made by {@link #builder}.
 *
 * @param devices that it opens, at least one; all served by the same network threads
 * @param mode how queues are served
 * @param budget most frames of one queue in one step, 1 to 65536
 * @param lingerNs how long a network thread polls its empty queues before it re-arms them
 * @param rxUsecs interrupt moderation, microseconds, 0 is off
 * @param rxFrames interrupt moderation, frames, 0 is off
 * @param adaptiveRx the NIC adapts the moderation to the packet rate
 * @param lossless the NIC waits for space in a ring instead of dropping
 * @param stack how the protocol stacks are set up, the application among it
 * @param echoes every frame is sent back, addresses swapped
 * @param deliveries is told of every frame that brought an application something, by the queue's
 *     thread
 * @param oracles tell a stack where the classifier sends a packet
 * @param processors that run protocols, in a mode that steers frames to them in software ({@link
 *     Mode#processors}), 0 to 256; 0: as many as the device was to have queues, or has
 * @param threads network threads, the one that steers not counted; 0 stands for one per processor
 * @param cpus that the threads are pinned to, that of processor i to entry i modulo size; empty:
 *     not pinned
 * @param stays it goes on after the wire has ended, until it is stopped
 */
public record HostConfig(
        List<Device> devices,
        Mode mode,
        int budget,
        long lingerNs,
        int rxUsecs,
        int rxFrames,
        boolean adaptiveRx,
        boolean lossless,
        StackConfig stack,
        boolean echoes,
        FlowDelivery deliveries,
        OracleFactory oracles,
        int processors,
        int threads,
        List<Integer> cpus,
        boolean stays) {

    /**
     * A device to open, or to make.
     *
     * @param directory where it lies; null for one without files
     * @param sizes it must have these, and is made if it does not exist; null: it must exist, and
     *     is taken as it is
     * @param memory of a device without files, which NIC and host of one process share; else null
     */
    public record Device(
            DeviceDirectory directory, String name, DeviceConfig sizes, DeviceMemory memory) {
        public Device {
            if (memory == null) {
                Objects.requireNonNull(directory, "directory");
            }
            Objects.requireNonNull(name, "name");
        }

        /** A device of files. */
        public Device(
                final DeviceDirectory directory, final String name, final DeviceConfig sizes) {
            this(directory, name, sizes, null);
        }

        /**
         * A device without files; it has as many queues as the mode wants ({@link Mode#queues}),
         * and cannot tell how many were asked for: see {@link Builder#processors}.
         */
        public static Device inMemory(final DeviceMemory memory) {
            return new Device(null, memory.name(), null, memory);
        }
    }

    public HostConfig {
        devices = List.copyOf(devices);
        cpus = List.copyOf(cpus);
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(deliveries, "deliveries");
        Objects.requireNonNull(oracles, "oracles");
        if (devices.isEmpty()) {
            throw new IllegalArgumentException("a host needs a device");
        }
        if (devices.stream().map(Device::name).distinct().count() != devices.size()) {
            throw new IllegalArgumentException("a device is given twice");
        }
        if (threads < 0 || threads > DeviceDescriptor.MAX_QUEUES) {
            throw new IllegalArgumentException(
                    "threads must be 0 to " + DeviceDescriptor.MAX_QUEUES + ": " + threads);
        }
        if (processors < 0 || processors > DeviceDescriptor.MAX_QUEUES) {
            throw new IllegalArgumentException(
                    "processors must be 0 to " + DeviceDescriptor.MAX_QUEUES + ": " + processors);
        }
        if (echoes && mode.steers()) {
            throw new IllegalArgumentException(
                    "mode "
                            + mode.name()
                            + " cannot send frames back: the threads that run its protocols have"
                            + " no transmit queue");
        }
        for (final int cpu : cpus) {
            if (cpu < 0) {
                throw new IllegalArgumentException("a CPU must be 0 or more: " + cpu);
            }
        }
    }

    /** One device of default sizes in a mode, nothing lost. */
    public static Builder builder() {
        return new Builder();
    }

    ModeSettings modeSettings() {
        return new ModeSettings(
                budget, lingerNs, NapiLimits.LINUX, FrameBacklog.DEFAULT_CAPACITY, lossless);
    }

    HostSettings hostSettings() {
        return new HostSettings(
                mode.interruptMode(),
                lossless ? DeviceDescriptor.ON_FULL_WAIT : DeviceDescriptor.ON_FULL_DROP,
                rxUsecs,
                rxFrames,
                adaptiveRx);
    }

    /** Collects a {@link HostConfig}; what is not set has a default. */
    public static final class Builder {
        private List<Device> devices = List.of();
        private Mode mode = Modes.byName("knet");
        private int budget = ModeSettings.DEFAULT_BUDGET;
        private long lingerNs;
        private int rxUsecs;
        private int rxFrames;
        private boolean adaptiveRx;
        private boolean lossless = true;
        private StackConfig stack = StackConfig.defaults();
        private boolean echoes;
        private FlowDelivery deliveries = FlowDelivery.NONE;
        private OracleFactory oracles = OracleFactory.NONE;
        private int processors;
        private int threads;
        private List<Integer> cpus = List.of();
        private boolean stays;

        private Builder() {}

        public Builder devices(final Device... value) {
            this.devices = List.of(value);
            return this;
        }

        public Builder device(
                final DeviceDirectory directory, final String name, final DeviceConfig sizes) {
            return devices(new Device(directory, name, sizes));
        }

        /**
         * @throws IllegalArgumentException if there is no mode of this name
         */
        public Builder mode(final String name) {
            this.mode = Modes.byName(name);
            return this;
        }

        public Builder budget(final int frames) {
            this.budget = frames;
            return this;
        }

        public Builder lingerNs(final long value) {
            this.lingerNs = value;
            return this;
        }

        public Builder moderation(final int usecs, final int frames, final boolean adaptive) {
            this.rxUsecs = usecs;
            this.rxFrames = frames;
            this.adaptiveRx = adaptive;
            return this;
        }

        public Builder lossless(final boolean value) {
            this.lossless = value;
            return this;
        }

        public Builder stack(final StackConfig value) {
            this.stack = value;
            return this;
        }

        /** {@code --app echo}. */
        public Builder echoes(final boolean value) {
            this.echoes = value;
            return this;
        }

        public Builder deliveries(final FlowDelivery value) {
            this.deliveries = value;
            return this;
        }

        public Builder oracles(final OracleFactory value) {
            this.oracles = value;
            return this;
        }

        public Builder processors(final int value) {
            this.processors = value;
            return this;
        }

        public Builder threads(final int value) {
            this.threads = value;
            return this;
        }

        public Builder cpus(final int... values) {
            this.cpus = IntStream.of(values).boxed().toList();
            return this;
        }

        public Builder stays(final boolean value) {
            this.stays = value;
            return this;
        }

        /**
         * @throws IllegalArgumentException if a value is out of range; the message gives it
         */
        public HostConfig build() {
            final HostConfig config =
                    new HostConfig(
                            devices,
                            mode,
                            budget,
                            lingerNs,
                            rxUsecs,
                            rxFrames,
                            adaptiveRx,
                            lossless,
                            stack,
                            echoes,
                            deliveries,
                            oracles,
                            processors,
                            threads,
                            cpus,
                            stays);
            // Checked here, where the message still reaches the person who gave the values.
            config.modeSettings();
            config.hostSettings();
            return config;
        }
    }
}
