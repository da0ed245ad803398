package knet.tools.lab.sim;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.stack.ShardedStack;
import org.agrona.DirectBuffer;

/**
 * Tells in which shard of the product's shared stack a flow lies, by the stack's own parser and
 * hash. Asked once for each flow: a flow that comes in fragments lies where its addresses say,
 * though the stack looks for each of its incomplete datagrams in a shard of that datagram's own.
 */
final class ShardHashes {
    private final IpPacket packet = new IpPacket();
    private final IpInput input =
            new IpInput(ChecksumPolicy.IGNORE, new Counters<>(IpCounter.class));

    /**
     * Of the flow of a frame, by {@link ShardedStack#shardHash}; 0 for what the stack finds no
     * packet in, which takes no lock there.
     *
     * @param isCut the frame is shorter than it was on the wire
     */
    int hash(final DirectBuffer buffer, final int offset, final int length, final boolean isCut) {
        packet.wrap(buffer, offset, length, isCut ? RxDescriptor.TRUNCATED : 0, 0, 0, 0, 0);
        final IpCounter outcome = input.parse(packet);
        return outcome.isDelivery() || outcome.isSteered() || outcome == IpCounter.FRAGMENTS
                ? ShardedStack.shardHash(packet)
                : 0;
    }
}
