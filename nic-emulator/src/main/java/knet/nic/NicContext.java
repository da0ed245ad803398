package knet.nic;

import java.util.Objects;
import knet.driver.abi.DeviceMemory;
import knet.driver.abi.QueueMemory;
import knet.firmware.FirmwareCounters;
import knet.nic.engine.CallMonitor;
import knet.nic.engine.DecisionJournal;
import knet.nic.engine.FirmwareErrors;
import knet.nic.engine.FirmwareHistory;
import knet.nic.engine.GuardLimits;
import knet.nic.engine.LoadedFirmware;
import knet.nic.interrupt.InterruptLine;
import knet.nic.port.WirePort;
import knet.nic.recovery.Recovered;
import knet.nic.transmit.ReceiveTap;
import knet.nic.transmit.Transmitter;
import org.agrona.concurrent.NanoClock;

/**
 * What a {@link NicAgent} is made of: everything from outside, so that the same agent runs on the
 * real clock and in virtual time. Set, then handed to the agent; not changed afterwards.
 */
public final class NicContext {
    private DeviceMemory device;
    private QueueMemory[] queues;
    private Recovered recovered;
    private WirePort port;
    private LoadedFirmware firmware = LoadedFirmware.queueZero();
    private FirmwareCounters firmwareCounters = FirmwareCounters.inMemory();
    private FirmwareErrors firmwareErrors = new FirmwareErrors(() -> 0);
    private FirmwareHistory firmwareHistory = new FirmwareHistory();
    private InterruptLine interruptLine;
    private Transmitter transmitter = Transmitter.none();
    private ReceiveTap receiveTap;
    private DecisionJournal journal;
    private NanoClock clock;
    private GuardLimits guardLimits = GuardLimits.DEFAULT;
    private CallMonitor callMonitor = new CallMonitor();
    private boolean verifiesChecksums;
    private long seed;
    private int batchFrames = RxPath.BATCH;

    /** The device, its queues by number, and the state they were found in. */
    public NicContext device(
            final DeviceMemory memory, final QueueMemory[] queueMemories, final Recovered state) {
        this.device = memory;
        this.queues = queueMemories.clone();
        this.recovered = state;
        return this;
    }

    /** Where frames come from. */
    public NicContext port(final WirePort wire) {
        this.port = wire;
        return this;
    }

    /** What runs first. Default: everything to queue 0. */
    public NicContext firmware(final LoadedFirmware first) {
        this.firmware = first;
        return this;
    }

    /** Where classifiers publish their counters. Default: nowhere to be seen. */
    public NicContext firmwareCounters(final FirmwareCounters counters) {
        this.firmwareCounters = counters;
        return this;
    }

    /** Where the classifier's errors are kept. */
    public NicContext firmwareErrors(final FirmwareErrors errors) {
        this.firmwareErrors = errors;
        return this;
    }

    /** What ran before, and takes what runs. Default: nothing ran. */
    public NicContext firmwareHistory(final FirmwareHistory history) {
        this.firmwareHistory = history;
        return this;
    }

    /** How the sleeping host is woken. */
    public NicContext interruptLine(final InterruptLine line) {
        this.interruptLine = line;
        return this;
    }

    /** Where the host's frames go. Default: discarded and counted. */
    public NicContext transmitter(final Transmitter sender) {
        this.transmitter = sender;
        return this;
    }

    /** Gets a copy of every received frame; null (the default) for none. */
    public NicContext receiveTap(final ReceiveTap tap) {
        this.receiveTap = tap;
        return this;
    }

    /** Gets every decision; null (the default) for none. */
    public NicContext journal(final DecisionJournal decisions) {
        this.journal = decisions;
        return this;
    }

    /** Times sampled calls of the classifier: the run's clock. */
    public NicContext clock(final NanoClock nanoClock) {
        this.clock = nanoClock;
        return this;
    }

    public NicContext guardLimits(final GuardLimits limits) {
        this.guardLimits = limits;
        return this;
    }

    /** Shows a watchdog which call of the classifier is going on. */
    public NicContext callMonitor(final CallMonitor monitor) {
        this.callMonitor = monitor;
        return this;
    }

    /** Whether the NIC verifies checksums. Default: no. */
    public NicContext verifiesChecksums(final boolean verifies) {
        this.verifiesChecksums = verifies;
        return this;
    }

    /** What is random in a classifier follows from it. */
    public NicContext seed(final long runSeed) {
        this.seed = runSeed;
        return this;
    }

    /**
     * Most frames of one step, at least 1. A paced wire takes fewer at a time all the same.
     * Default: what hides the cost of publishing.
     */
    public NicContext batchFrames(final int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("a batch of " + frames + " frames");
        }
        this.batchFrames = frames;
        return this;
    }

    /** Throws if something without a default is missing. */
    NicContext conclude() {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(recovered, "recovered");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(interruptLine, "interruptLine");
        Objects.requireNonNull(clock, "clock");
        return this;
    }

    DeviceMemory device() {
        return device;
    }

    QueueMemory[] queues() {
        return queues.clone();
    }

    Recovered recovered() {
        return recovered;
    }

    WirePort port() {
        return port;
    }

    LoadedFirmware firmware() {
        return firmware;
    }

    FirmwareCounters firmwareCounters() {
        return firmwareCounters;
    }

    FirmwareErrors firmwareErrors() {
        return firmwareErrors;
    }

    FirmwareHistory firmwareHistory() {
        return firmwareHistory;
    }

    InterruptLine interruptLine() {
        return interruptLine;
    }

    Transmitter transmitter() {
        return transmitter;
    }

    ReceiveTap receiveTap() {
        return receiveTap;
    }

    DecisionJournal journal() {
        return journal;
    }

    NanoClock clock() {
        return clock;
    }

    GuardLimits guardLimits() {
        return guardLimits;
    }

    CallMonitor callMonitor() {
        return callMonitor;
    }

    boolean verifiesChecksums() {
        return verifiesChecksums;
    }

    int batchFrames() {
        return batchFrames;
    }

    long seed() {
        return seed;
    }
}
