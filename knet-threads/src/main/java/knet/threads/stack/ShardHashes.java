package knet.threads.stack;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import org.agrona.DirectBuffer;

/**
 * Tells in which shard of a {@link ShardedStack} the flow of a frame lies, by the stack's own
 * parser and hash, for those who account for its locks. Asked once for each flow: a flow that comes
 * in fragments lies where its addresses say, though the stack looks for each of its incomplete
 * datagrams in a shard of that datagram's own.
 */
public final class ShardHashes {
    /** Of a frame that takes no lock. */
    public static final int NO_SHARD = -1;

    private final IpPacket packet = new IpPacket();
    private final IpInput input =
            new IpInput(ChecksumPolicy.IGNORE, new Counters<>(IpCounter.class));

    /**
     * Of the flow of a frame, the lowest 31 bits of {@link ShardedStack#shardHash}; {@link
     * #NO_SHARD} for what the stack finds no packet in, which takes no lock there.
     *
     * @param isCut the frame is shorter than it was on the wire
     */
    public int hash(
            final DirectBuffer buffer, final int offset, final int length, final boolean isCut) {
        packet.wrap(buffer, offset, length, isCut ? RxDescriptor.TRUNCATED : 0, 0, 0, 0, 0);
        final IpCounter outcome = input.parse(packet);
        return outcome.isDelivery() || outcome.isSteered() || outcome == IpCounter.FRAGMENTS
                ? ShardedStack.shardHash(packet) & Integer.MAX_VALUE
                : NO_SHARD;
    }
}
