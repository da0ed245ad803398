package knet.threads.ip;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import knet.threads.base.Counters;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts datagrams together from fragments (RFC 791, RFC 815, RFC 8200 section 4.5).
 *
 * <ul>
 *   <li>IPv4: where fragments overlap, the bytes that the NIC saw first win.
 *   <li>IPv6: an overlap drops the datagram and whatever else comes of it (RFC 5722); an exact
 *       duplicate is no overlap.
 *   <li>A datagram has 60 s of protocol time; when memory is short the oldest gives way.
 * </ul>
 *
 * <p>The outcome does not depend on the order in which fragments get here, but for overlaps that
 * come after a datagram is complete.
 */
public final class Reassembler {
    private static final int BUCKETS = 1 << 12;

    /** RFC 3168 section 5.3: a mark must not be mixed with not-ECN-capable. */
    private static final int ECN_NOT_CAPABLE_AND_MARKED = 1 | 1 << 3;

    private final ReassemblyLimits limits;
    private final Counters<IpCounter> counters;
    private final Consumer<Datagram> onGivenUp;
    private final DatagramBuffers buffers;
    private final ArrayDeque<Datagram> idle = new ArrayDeque<>();
    private final Datagram[] buckets = new Datagram[BUCKETS];
    private Datagram oldest;
    private Datagram newest;
    private int count;

    /**
     * Makes an empty reassembler.
     *
     * @param onGivenUp told of every datagram that is not completed
     */
    public Reassembler(
            final ReassemblyLimits limits,
            final Counters<IpCounter> counters,
            final Consumer<Datagram> onGivenUp) {
        this.limits = limits;
        this.counters = counters;
        this.onGivenUp = onGivenUp;
        this.buffers = new DatagramBuffers(limits.budget());
    }

    /**
     * Takes a fragment and counts it under {@code FRAGMENTS} or the reason to discard it.
     *
     * @return the datagram if this completes it, else null. It is the caller's until it gives it
     *     back with {@link #release}.
     */
    public Datagram add(final IpPacket packet) {
        final IpCounter outcome = check(packet);
        counters.increment(outcome);
        if (outcome != IpCounter.FRAGMENTS) {
            return null;
        }
        expire(packet.captureNs);
        final int hash = hash(packet);
        Datagram datagram = find(packet, hash);
        if (datagram == null) {
            datagram = create(packet, hash);
        }
        datagram.note(packet);
        if (datagram.dropped) {
            counters.increment(IpCounter.FRAGMENTS_OF_DROPPED);
            return null;
        }
        return take(datagram, packet);
    }

    private static IpCounter check(final IpPacket packet) {
        if (packet.missingLength > 0 || packet.truncated) {
            return IpCounter.FRAGMENT_TRUNCATED;
        }
        final int length = packet.payloadLength;
        if (length == 0 || packet.moreFragments && (length & 7) != 0) {
            return IpCounter.FRAGMENT_BAD_LENGTH;
        }
        final int fixed = packet.version == 6 ? 40 + 8 : 0;
        final int headers = packet.payloadOffset - packet.networkOffset - fixed;
        if (packet.fragmentOffset + length + headers > Datagram.MAX_LENGTH) {
            return IpCounter.FRAGMENT_TOO_LONG;
        }
        if (packet.payloadOffset - packet.frameOffset > Datagram.HEADER_ROOM) {
            return IpCounter.TOO_MANY_EXTENSION_HEADERS;
        }
        return IpCounter.FRAGMENTS;
    }

    private Datagram take(final Datagram datagram, final IpPacket packet) {
        final int from = packet.fragmentOffset;
        final int to = from + packet.payloadLength;
        if (datagram.ranges.isDuplicate(from, to) && packet.version == 6) {
            counters.increment(IpCounter.FRAGMENT_DUPLICATES);
            return null;
        }
        final boolean overlap = datagram.ranges.isOverlap(from, to);
        if (overlap && packet.version == 6) {
            drop(datagram, IpCounter.REASSEMBLY_OVERLAPS);
            return null;
        }
        if (isContradiction(datagram, packet, to)) {
            drop(datagram, IpCounter.REASSEMBLY_CONFLICTS);
            return null;
        }
        if (!reserve(datagram, to)) {
            remove(datagram, IpCounter.REASSEMBLY_EVICTIONS);
            return null;
        }
        if (from == 0 && !datagram.hasHeaders()) {
            datagram.keepHeaders(packet);
        }
        final int conflictsBefore = datagram.ranges.conflictBytes();
        final int coveredBefore = datagram.ranges.covered();
        datagram.ranges.add(packet, from, to, datagram.buffer, Datagram.HEADER_ROOM);
        if (overlap) {
            counters.add(
                    IpCounter.FRAGMENT_CONFLICT_BYTES,
                    datagram.ranges.conflictBytes() - conflictsBefore);
            counters.increment(
                    datagram.ranges.covered() == coveredBefore
                            ? IpCounter.FRAGMENT_DUPLICATES
                            : IpCounter.FRAGMENT_OVERLAPS);
        }
        if (!packet.moreFragments) {
            datagram.total = to;
        }
        if (!datagram.isComplete()) {
            return null;
        }
        unlink(datagram);
        if (isOverlong(datagram)) {
            counters.increment(IpCounter.REASSEMBLY_CONFLICTS);
            onGivenUp.accept(datagram);
            release(datagram);
            return null;
        }
        datagram.finish();
        counters.increment(IpCounter.REASSEMBLED);
        return datagram;
    }

    /** The first fragment's headers may be longer than those of the others. */
    private static boolean isOverlong(final Datagram datagram) {
        final int fixed = datagram.kind >>> 8 == 6 ? 40 : 0;
        return datagram.networkHeaderLength() - fixed + datagram.total > Datagram.MAX_LENGTH;
    }

    private static boolean isContradiction(
            final Datagram datagram, final IpPacket packet, final int to) {
        if (packet.moreFragments) {
            if (datagram.total >= 0 && to > datagram.total) {
                return true;
            }
        } else if (datagram.total >= 0 && datagram.total != to || datagram.ranges.last() > to) {
            return true;
        }
        return (datagram.ecnSeen & ECN_NOT_CAPABLE_AND_MARKED) == ECN_NOT_CAPABLE_AND_MARKED;
    }

    /** Sees to it that the datagram's buffer reaches a position. */
    private boolean reserve(final Datagram datagram, final int to) {
        final int wanted = Datagram.HEADER_ROOM + to;
        final UnsafeBuffer old = datagram.buffer;
        if (old != null && old.capacity() >= wanted) {
            return true;
        }
        UnsafeBuffer grown = buffers.take(wanted);
        while (grown == null && evictOldest(datagram)) {
            grown = buffers.take(wanted);
        }
        if (grown == null) {
            return false;
        }
        if (old != null) {
            grown.putBytes(0, old, 0, Math.min(old.capacity(), grown.capacity()));
            buffers.give(old);
        }
        datagram.buffer = grown;
        return true;
    }

    private boolean evictOldest(final Datagram except) {
        final Datagram victim = oldest == except ? oldest.newer : oldest;
        if (victim == null) {
            return false;
        }
        remove(victim, IpCounter.REASSEMBLY_EVICTIONS);
        return true;
    }

    /** Gives up a datagram, and remembers it so that its further fragments are dropped too. */
    private void drop(final Datagram datagram, final IpCounter reason) {
        counters.increment(reason);
        datagram.dropped = true;
        if (datagram.buffer != null) {
            buffers.give(datagram.buffer);
            datagram.buffer = null;
        }
    }

    private void remove(final Datagram datagram, final IpCounter reason) {
        if (!datagram.dropped) {
            counters.increment(reason);
        }
        onGivenUp.accept(datagram);
        unlink(datagram);
        release(datagram);
    }

    private void expire(final long nowNs) {
        while (oldest != null && nowNs - oldest.createdNs > timeoutNs(oldest)) {
            remove(oldest, IpCounter.REASSEMBLY_TIMEOUTS);
        }
    }

    private long timeoutNs(final Datagram datagram) {
        return datagram.kind >>> 8 == 6 ? limits.ipv6TimeoutNs() : limits.ipv4TimeoutNs();
    }

    /**
     * Gives up everything.
     *
     * @param nowNs protocol time of the end of the run
     */
    public void endOfRun(final long nowNs) {
        expire(nowNs);
        while (oldest != null) {
            remove(oldest, IpCounter.REASSEMBLY_UNFINISHED);
        }
    }

    /** Takes a completed datagram's memory back. */
    public void release(final Datagram datagram) {
        if (datagram.buffer != null) {
            buffers.give(datagram.buffer);
            datagram.buffer = null;
        }
        idle.addLast(datagram);
    }

    private Datagram create(final IpPacket packet, final int hash) {
        if (count >= limits.datagrams()) {
            remove(oldest, IpCounter.REASSEMBLY_EVICTIONS);
        }
        final Datagram reused = idle.pollLast();
        final Datagram datagram = reused == null ? new Datagram() : reused;
        datagram.start(packet, hash);
        final int bucket = hash & BUCKETS - 1;
        datagram.chain = buckets[bucket];
        buckets[bucket] = datagram;
        datagram.older = newest;
        datagram.newer = null;
        if (newest == null) {
            oldest = datagram;
        } else {
            newest.newer = datagram;
        }
        newest = datagram;
        count++;
        return datagram;
    }

    private Datagram find(final IpPacket packet, final int hash) {
        Datagram datagram = buckets[hash & BUCKETS - 1];
        while (datagram != null && !datagram.matches(packet)) {
            datagram = datagram.chain;
        }
        return datagram;
    }

    private void unlink(final Datagram datagram) {
        final int bucket = datagram.hash & BUCKETS - 1;
        if (buckets[bucket] == datagram) {
            buckets[bucket] = datagram.chain;
        } else {
            Datagram before = buckets[bucket];
            while (before.chain != datagram) {
                before = before.chain;
            }
            before.chain = datagram.chain;
        }
        if (datagram.older == null) {
            oldest = datagram.newer;
        } else {
            datagram.older.newer = datagram.newer;
        }
        if (datagram.newer == null) {
            newest = datagram.older;
        } else {
            datagram.newer.older = datagram.older;
        }
        datagram.chain = null;
        datagram.older = null;
        datagram.newer = null;
        count--;
    }

    /** A hash of the addresses and the identification: fragments of one datagram share it. */
    public static int hash(final IpPacket packet) {
        long h = packet.sourceLow * 0x9E3779B97F4A7C15L + packet.destinationLow;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L + packet.fragmentId;
        h = (h ^ h >>> 29) + packet.sourceHigh * 31 + packet.destinationHigh;
        h *= 0x9E3779B97F4A7C15L;
        return (int) (h ^ h >>> 32);
    }
}
