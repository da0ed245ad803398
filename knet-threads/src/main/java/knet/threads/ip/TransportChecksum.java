package knet.threads.ip;

import knet.driver.abi.RxDescriptor;
import knet.threads.base.ChecksumPolicy;

/**
 * Checks TCP and UDP checksums as the policy says. The NIC's verdict is trusted where it gave one.
 *
 * <p>What segmentation offload leaves in the field is the folded, uncomplemented sum of the
 * pseudo-header. Linux includes the length of the giant in it (CHECKSUM_PARTIAL), Windows' large
 * send offload sets the length to zero so that the NIC can add each segment's own; both forms are
 * recognised. One in 65,536 wrong checksums passes as either by chance.
 */
public final class TransportChecksum {
    private final ChecksumPolicy policy;

    public TransportChecksum(final ChecksumPolicy policy) {
        this.policy = policy;
    }

    /**
     * Looks at a checksum.
     *
     * @param packet whose payload begins with the transport header
     * @param length bytes of the segment or datagram that are present
     * @param declaredLength its length as the sender knew it
     * @param field the checksum field of its header
     */
    public ChecksumVerdict check(
            final IpPacket packet, final int length, final int declaredLength, final int field) {
        if (policy == ChecksumPolicy.IGNORE) {
            return ChecksumVerdict.IGNORED;
        }
        final int flags = packet.flags;
        if ((flags & RxDescriptor.L4_CHECKSUM_CHECKED) != 0) {
            if ((flags & RxDescriptor.L4_CHECKSUM_GOOD) != 0) {
                return ChecksumVerdict.GOOD;
            }
            if ((flags & RxDescriptor.L4_CHECKSUM_OFFLOADED) != 0
                    && policy == ChecksumPolicy.AUTO) {
                return ChecksumVerdict.OFFLOADED;
            }
        } else {
            if (length < declaredLength || packet.truncated) {
                return ChecksumVerdict.UNVERIFIABLE;
            }
            final int sum =
                    Checksum.sum(packet.buffer, packet.payloadOffset, length)
                            + Checksum.pseudoHeader(packet, declaredLength);
            if (Checksum.fold(sum) == 0xffff) {
                return ChecksumVerdict.GOOD;
            }
        }
        return policy == ChecksumPolicy.AUTO && isOffloaded(packet, declaredLength, field)
                ? ChecksumVerdict.OFFLOADED
                : ChecksumVerdict.BAD;
    }

    private static boolean isOffloaded(
            final IpPacket packet, final int declaredLength, final int field) {
        return field == Checksum.pseudoHeader(packet, declaredLength)
                || field == Checksum.pseudoHeader(packet, 0);
    }
}
