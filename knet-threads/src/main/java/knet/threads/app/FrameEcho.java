package knet.threads.app;

import java.nio.ByteBuffer;
import knet.driver.RxFrame;
import knet.driver.abi.DeviceDescriptor;
import knet.threads.base.ChecksumPolicy;
import knet.threads.base.Counters;
import knet.threads.ip.IpCounter;
import knet.threads.ip.IpInput;
import knet.threads.ip.IpPacket;
import knet.threads.ip.Protocol;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Sends every frame back to where it came from: Ethernet and IP addresses and ports are swapped,
 * and nothing else. The Internet checksum is a sum, so all checksums stay as right or wrong as they
 * were. Of a frame that holds no whole IP header the Ethernet addresses alone are swapped. One
 * thread uses it.
 */
public final class FrameEcho {
    private static final int MAC_LENGTH = 6;
    private static final int ETHERNET_ADDRESSES = 2 * MAC_LENGTH;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV6_SOURCE = 8;

    private final IpPacket packet = new IpPacket();
    private final IpInput input =
            new IpInput(ChecksumPolicy.IGNORE, new Counters<>(IpCounter.class));
    private final UnsafeBuffer reply =
            new UnsafeBuffer(ByteBuffer.allocateDirect(DeviceDescriptor.MAX_FRAME_BYTES));

    /** Sends the frame back. */
    public void onFrame(final RxFrame frame, final FrameSender sender) {
        final int length = frame.length();
        if (length < ETHERNET_ADDRESSES) {
            return;
        }
        reply.putBytes(0, frame.buffer(), frame.offset(), length);
        swap(reply, 0, MAC_LENGTH);
        packet.wrap(reply, 0, length, 0, 0, 0, 0, 0);
        final IpCounter outcome = input.parse(packet);
        if (outcome.isDelivery() || outcome == IpCounter.FRAGMENTS) {
            swapAddresses();
        }
        sender.send(reply, 0, length, frame.captureNs());
    }

    private void swapAddresses() {
        final int header = packet.networkOffset();
        if (packet.version() == 4) {
            swap(reply, header + IPV4_SOURCE, 4);
        } else {
            swap(reply, header + IPV6_SOURCE, 16);
        }
        final boolean hasPorts =
                Protocol.hasPorts(packet.protocol())
                        && packet.payloadLength() >= 4
                        && (!packet.isFragment() || packet.fragmentOffset() == 0);
        if (hasPorts) {
            swap(reply, packet.payloadOffset(), 2);
        }
    }

    /** Swaps two neighbouring fields of the same length. */
    private static void swap(final MutableDirectBuffer bytes, final int offset, final int length) {
        for (int i = offset; i < offset + length; i++) {
            final byte first = bytes.getByte(i);
            bytes.putByte(i, bytes.getByte(i + length));
            bytes.putByte(i + length, first);
        }
    }
}
