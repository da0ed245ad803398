package knet.threads.stack;

import java.util.concurrent.TimeUnit;
import knet.threads.app.ApplicationFactory;
import knet.threads.base.ChecksumPolicy;

/**
 * How a stack is set up. Immutable.
 *
 * @param checksums what to do about checksums
 * @param application makes the application of each stack
 * @param reassemblyBytes most memory for incomplete datagrams, bytes; the oldest give way
 * @param reassemblyDatagrams most incomplete datagrams at a time
 * @param ipv4ReassemblyTimeoutNs RFC 1122 section 3.3.2 wants 60 to 120 s, and so is the default
 *     (Linux: 30 s); protocol time
 * @param ipv6ReassemblyTimeoutNs RFC 8200 section 4.5: 60 s; protocol time
 * @param streamHeldBytes most bytes that one stream may hold behind a gap before the gap is skipped
 * @param totalHeldBytes most bytes that all streams of the stack may hold behind gaps
 * @param maxFlows most flows known at a time; idle ones give way
 * @param arrivalSkew how many frames of the wire a frame may be overtaken by on its way through the
 *     queues: 0 if the packets of a directed flow come in order (affine classifiers), the sum of
 *     everything that can wait on the way (rings, backlogs) if the classifier sprays them
 * @param restoreOrder put sprayed packets back into the order of the wire before TCP sees them; for
 *     stream digests that do not depend on the classifier in any case whatever
 */
public record StackConfig(
        ChecksumPolicy checksums,
        ApplicationFactory application,
        int reassemblyBytes,
        int reassemblyDatagrams,
        long ipv4ReassemblyTimeoutNs,
        long ipv6ReassemblyTimeoutNs,
        int streamHeldBytes,
        int totalHeldBytes,
        int maxFlows,
        int arrivalSkew,
        boolean restoreOrder) {

    public StackConfig {
        requirePositive("reassemblyBytes", reassemblyBytes);
        requirePositive("reassemblyDatagrams", reassemblyDatagrams);
        requirePositive("ipv4ReassemblyTimeoutNs", ipv4ReassemblyTimeoutNs);
        requirePositive("ipv6ReassemblyTimeoutNs", ipv6ReassemblyTimeoutNs);
        requirePositive("streamHeldBytes", streamHeldBytes);
        requirePositive("totalHeldBytes", totalHeldBytes);
        requirePositive("maxFlows", maxFlows);
        if (arrivalSkew < 0 || arrivalSkew > 1 << 30) {
            throw new IllegalArgumentException("arrivalSkew " + arrivalSkew + " not in 0..2^30");
        }
        if (checksums == null || application == null) {
            throw new IllegalArgumentException("checksum policy and application are needed");
        }
    }

    /** Defaults: checksums auto, data discarded, in-order arrival. */
    public static StackConfig defaults() {
        return new StackConfig(
                ChecksumPolicy.AUTO,
                ApplicationFactory.discard(),
                16 << 20,
                4096,
                TimeUnit.SECONDS.toNanos(60),
                TimeUnit.SECONDS.toNanos(60),
                8 << 20,
                256 << 20,
                1 << 20,
                0,
                false);
    }

    /** The same with another checksum policy. */
    public StackConfig withChecksums(final ChecksumPolicy policy) {
        return new StackConfig(
                policy,
                application,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                maxFlows,
                arrivalSkew,
                restoreOrder);
    }

    /** The same with another application. */
    public StackConfig withApplication(final ApplicationFactory factory) {
        return new StackConfig(
                checksums,
                factory,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                maxFlows,
                arrivalSkew,
                restoreOrder);
    }

    /** The same with other bounds of reassembly. */
    public StackConfig withReassembly(final int bytes, final int datagrams) {
        return new StackConfig(
                checksums,
                application,
                bytes,
                datagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                maxFlows,
                arrivalSkew,
                restoreOrder);
    }

    /** The same with other bounds of data behind gaps, bytes. */
    public StackConfig withHeldBytes(final int perStream, final int total) {
        return new StackConfig(
                checksums,
                application,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                perStream,
                total,
                maxFlows,
                arrivalSkew,
                restoreOrder);
    }

    /** The same with another bound of flows. */
    public StackConfig withMaxFlows(final int flows) {
        return new StackConfig(
                checksums,
                application,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                flows,
                arrivalSkew,
                restoreOrder);
    }

    /** The same for packets that may overtake each other. */
    public StackConfig withArrivalSkew(final int frames) {
        return new StackConfig(
                checksums,
                application,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                maxFlows,
                frames,
                restoreOrder);
    }

    /** The same with or without restoring the order of the wire. */
    public StackConfig withRestoreOrder(final boolean restore) {
        return new StackConfig(
                checksums,
                application,
                reassemblyBytes,
                reassemblyDatagrams,
                ipv4ReassemblyTimeoutNs,
                ipv6ReassemblyTimeoutNs,
                streamHeldBytes,
                totalHeldBytes,
                maxFlows,
                arrivalSkew,
                restore);
    }

    private static void requirePositive(final String name, final long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " " + value + " must be positive");
        }
    }
}
