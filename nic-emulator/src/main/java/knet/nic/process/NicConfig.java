package knet.nic.process;

import java.nio.file.Path;
import java.util.Objects;
import knet.driver.abi.DeviceConfig;
import knet.nic.engine.GuardLimits;

/**
 * What a NIC process is to do. Immutable; made by {@link #builder}. {@link NicArguments} carries it
 * to another process.
 */
public final class NicConfig {
    /** No limit, no filter, no CPU: what an unset number is. */
    public static final long UNSET = -1;

    /** A classifier's call that takes longer ends the process. */
    public static final long DEFAULT_WATCHDOG_NS = 2_000_000_000L;

    private final Builder values;

    private NicConfig(final Builder builder) {
        this.values = builder.copy();
    }

    /** Begins a configuration. */
    public static Builder builder(final String device, final String wire) {
        return new Builder(device, wire);
    }

    /** Begins another configuration with these values. */
    public Builder toBuilder() {
        return values.copy();
    }

    /** Name of the device. */
    public String device() {
        return values.device;
    }

    /** Directory that holds the devices; null for the user's. */
    public Path deviceRoot() {
        return values.deviceRoot;
    }

    /** Sizes of the device if there is none yet; null if it must be there. */
    public DeviceConfig sizes() {
        return values.sizes;
    }

    /** {@code pcap:FILE[,FILE...]}, {@code store:DIR}, {@code live:IF}, {@code generate:...}. */
    public String wire() {
        return values.wire;
    }

    /** {@code NAME[:key=value,...]}. */
    public String firmware() {
        return values.firmware;
    }

    /** The specification whose file is watched for changes; null if none is. */
    public String watch() {
        return values.watch;
    }

    public long seed() {
        return values.seed;
    }

    /** As {@link knet.traces.pace.Pacer} reads it. */
    public String rate() {
        return values.rate;
    }

    /** How often the wire is read, 1 or more; Long.MAX_VALUE for ever. */
    public long loop() {
        return values.loop;
    }

    /** Whether each loop's flows are its own. */
    public boolean loopRewrite() {
        return values.loopRewrite;
    }

    /** First so many frames of each loop; UNSET for all. */
    public long limit() {
        return values.limit;
    }

    /** In libpcap's language; null for none. */
    public String filter() {
        return values.filter;
    }

    /** Where in the store to begin; null for its first frame. */
    public String from() {
        return values.from;
    }

    /** Whether to go on with a store that is still being written. */
    public boolean follow() {
        return values.follow;
    }

    /** A pcapng file that gets received frames with their queue, and sent ones; null for none. */
    public Path write() {
        return values.write;
    }

    /** An interface that the host's frames are sent out of; null to discard them. */
    public String transmit() {
        return values.transmit;
    }

    /** A directory that gets a record of each decision; null for none. */
    public Path journal() {
        return values.journal;
    }

    /** Whether the NIC verifies receive checksums. */
    public boolean rxChecksum() {
        return values.rxChecksum;
    }

    /** CPU to pin the NIC's thread to; UNSET for none. */
    public int cpu() {
        return values.cpu;
    }

    /** Whether to go on where the last NIC process stopped on the same wire. */
    public boolean resume() {
        return values.resume;
    }

    /** A call of the classifier that takes longer ends the process, nanoseconds; 0 for never. */
    public long watchdogNs() {
        return values.watchdogNs;
    }

    /** How calls of the classifier are timed. */
    public GuardLimits guardLimits() {
        return values.guardLimits;
    }

    /** Specification of the firmware that hung before this one replaced it; null if none did. */
    public String hungFirmware() {
        return values.hungFirmware;
    }

    /** Whether another process supervises this one through its standard input. */
    public boolean supervised() {
        return values.supervised;
    }

    /** Collects the values; see the accessors of {@link NicConfig} for their meaning. */
    public static final class Builder {
        private final String device;
        private final String wire;
        private Path deviceRoot;
        private DeviceConfig sizes;
        private String firmware = "flow-hash";
        private String watch;
        private long seed = 1;
        private String rate = "max";
        private long loop = 1;
        private boolean loopRewrite;
        private long limit = UNSET;
        private String filter;
        private String from;
        private boolean follow;
        private Path write;
        private String transmit;
        private Path journal;
        private boolean rxChecksum = true;
        private int cpu = (int) UNSET;
        private boolean resume = true;
        private long watchdogNs = DEFAULT_WATCHDOG_NS;
        private GuardLimits guardLimits = GuardLimits.DEFAULT;
        private String hungFirmware;
        private boolean supervised;

        private Builder(final String device, final String wire) {
            this.device = Objects.requireNonNull(device, "device");
            this.wire = Objects.requireNonNull(wire, "wire");
        }

        private Builder copy() {
            final Builder copy = new Builder(device, wire);
            copy.deviceRoot = deviceRoot;
            copy.sizes = sizes;
            copy.firmware = firmware;
            copy.watch = watch;
            copy.seed = seed;
            copy.rate = rate;
            copy.loop = loop;
            copy.loopRewrite = loopRewrite;
            copy.limit = limit;
            copy.filter = filter;
            copy.from = from;
            copy.follow = follow;
            copy.write = write;
            copy.transmit = transmit;
            copy.journal = journal;
            copy.rxChecksum = rxChecksum;
            copy.cpu = cpu;
            copy.resume = resume;
            copy.watchdogNs = watchdogNs;
            copy.guardLimits = guardLimits;
            copy.hungFirmware = hungFirmware;
            copy.supervised = supervised;
            return copy;
        }

        public Builder deviceRoot(final Path root) {
            this.deviceRoot = root;
            return this;
        }

        public Builder sizes(final DeviceConfig config) {
            this.sizes = config;
            return this;
        }

        public Builder firmware(final String specification) {
            this.firmware = specification;
            return this;
        }

        public Builder watch(final String specification) {
            this.watch = specification;
            return this;
        }

        public Builder seed(final long runSeed) {
            this.seed = runSeed;
            return this;
        }

        public Builder rate(final String text) {
            this.rate = text;
            return this;
        }

        public Builder loop(final long times) {
            this.loop = times;
            return this;
        }

        public Builder loopRewrite(final boolean rewrite) {
            this.loopRewrite = rewrite;
            return this;
        }

        public Builder limit(final long frames) {
            this.limit = frames;
            return this;
        }

        public Builder filter(final String expression) {
            this.filter = expression;
            return this;
        }

        public Builder from(final String position) {
            this.from = position;
            return this;
        }

        public Builder follow(final boolean follows) {
            this.follow = follows;
            return this;
        }

        public Builder write(final Path file) {
            this.write = file;
            return this;
        }

        public Builder transmit(final String interfaceName) {
            this.transmit = interfaceName;
            return this;
        }

        public Builder journal(final Path directory) {
            this.journal = directory;
            return this;
        }

        public Builder rxChecksum(final boolean verifies) {
            this.rxChecksum = verifies;
            return this;
        }

        public Builder cpu(final int number) {
            this.cpu = number;
            return this;
        }

        public Builder resume(final boolean resumes) {
            this.resume = resumes;
            return this;
        }

        public Builder watchdogNs(final long limitNs) {
            this.watchdogNs = limitNs;
            return this;
        }

        public Builder guardLimits(final GuardLimits limits) {
            this.guardLimits = limits;
            return this;
        }

        public Builder hungFirmware(final String specification) {
            this.hungFirmware = specification;
            return this;
        }

        public Builder supervised(final boolean isSupervised) {
            this.supervised = isSupervised;
            return this;
        }

        /**
         * Concludes.
         *
         * @throws IllegalArgumentException if a value is out of range; the message is one line
         */
        public NicConfig build() {
            require(loop >= 1, "loops must be at least 1: " + loop);
            require(limit >= UNSET, "limit must be at least 0: " + limit);
            require(cpu >= UNSET, "CPU must be at least 0: " + cpu);
            require(watchdogNs >= 0, "watchdog limit must be at least 0: " + watchdogNs);
            return new NicConfig(this);
        }

        private static void require(final boolean isTrue, final String message) {
            if (!isTrue) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
