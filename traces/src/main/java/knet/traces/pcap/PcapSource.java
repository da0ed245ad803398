package knet.traces.pcap;

import knet.traces.Frame;
import knet.traces.MappingFault;

/**
 * Reads a pcap file. Each record: seconds, fraction, captured length, wire length, 4 bytes each,
 * then the packet.
 *
 * <p>As lenient as Wireshark: a captured length above the header's snapshot length is read, and
 * lengths of the wire may be any; a captured length above 262,144 ends the stream, because nothing
 * tells where the next record is.
 */
final class PcapSource extends CaptureSource {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final PcapHeader header;
    private final boolean swapped;
    private final boolean plainLengths;
    private final boolean isEthernet;
    private final int recordHeaderBytes;
    private final long fractionNs;

    PcapSource(final String name, final CaptureWindow window, final PcapHeader header) {
        super(name, window);
        this.header = header;
        this.swapped = header.swapped();
        this.plainLengths = header.lengthOrder() == PcapHeader.LengthOrder.CAPTURED_FIRST;
        this.isEthernet = header.linkType() == LinkType.EN10MB;
        this.recordHeaderBytes = header.recordHeaderBytes();
        this.fractionNs = header.fractionNs();
        this.position = window.moveTo(PcapHeader.LENGTH_BYTES, 0);
        this.limit = window.limit;
    }

    @Override
    public boolean next(final Frame frame) {
        if (isExhausted()) {
            return false;
        }
        try {
            return nextRecord(frame);
        } catch (final InternalError e) {
            // What the JVM makes of SIGBUS: the mapping reaches beyond the file's end.
            return shrunk();
        }
    }

    private boolean nextRecord(final Frame frame) {
        if (limit - position < recordHeaderBytes && !ensure(recordHeaderBytes)) {
            return position == limit ? end() : cut("a record header");
        }
        int at = position;
        int seconds = buffer.getInt(at);
        int fraction = buffer.getInt(at + 4);
        int length = buffer.getInt(at + 8);
        int wireLength = buffer.getInt(at + 12);
        if (swapped) {
            seconds = Integer.reverseBytes(seconds);
            fraction = Integer.reverseBytes(fraction);
            length = Integer.reverseBytes(length);
            wireLength = Integer.reverseBytes(wireLength);
        }
        if (!plainLengths && isWireFirst(length, wireLength)) {
            final int first = length;
            length = wireLength;
            wireLength = first;
        }
        if (Integer.compareUnsigned(length, RecordLimits.MAX_CAPTURED_BYTES) > 0) {
            return tooLong(length);
        }
        if (length == 0) {
            // Allowed, but so rare that a read beyond the file's end is the likelier cause.
            MappingFault.raise();
        }
        final int recordBytes = recordHeaderBytes + length;
        if (limit - at < recordBytes) {
            if (!ensure(recordBytes)) {
                return cut("a packet of " + length + " bytes");
            }
            at = position;
        }
        position = at + recordBytes;
        wireLength = RecordLimits.clampedLength(wireLength);
        final long timestampNs =
                (seconds & 0xffff_ffffL) * NS_PER_SECOND + (fraction & 0xffff_ffffL) * fractionNs;
        if (isEthernet) {
            frame.wrap(buffer, at + recordHeaderBytes, length, wireLength, timestampNs);
        } else {
            adapt(
                    frame,
                    header.linkType(),
                    at + recordHeaderBytes,
                    length,
                    wireLength,
                    timestampNs);
        }
        return true;
    }

    private boolean isWireFirst(final int first, final int second) {
        return header.lengthOrder() == PcapHeader.LengthOrder.WIRE_FIRST
                || Integer.compareUnsigned(first, second) > 0;
    }

    private boolean tooLong(final int length) {
        return damaged(
                offset(),
                "a record claims "
                        + Integer.toUnsignedString(length)
                        + " captured bytes, more than "
                        + RecordLimits.MAX_CAPTURED_BYTES);
    }

    @Override
    public String[] linkTypes() {
        return new String[] {header.linkType().name()};
    }
}
