package knet.traces.pcap;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import knet.traces.Frame;

/**
 * Reads a pcapng file: any number of sections, in either byte order, with any number of interfaces.
 *
 * <pre>
 *  block:  type (4)  total length (4)  body, padded to 4  total length again (4)
 *  body of an enhanced packet block:
 *          interface (4)  time high (4)  time low (4)  captured (4)  wire (4)  packet  options
 *  of an obsolete packet block:
 *          interface (2)  drops (2)  time high (4)  time low (4)  captured (4)  wire (4)  packet ...
 *  of a simple packet block:
 *          wire (4)  packet
 * </pre>
 *
 * <p>A simple packet block has no time: its frame gets the time of the frame before it.
 */
final class PcapNgSource extends CaptureSource {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    private static final int PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    static final int ENHANCED_PACKET = 6;

    static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    private static final int HEADER_BYTES = 8;

    /** Header and trailer, which every block has. */
    private static final int FRAMING_BYTES = 12;

    private static final int PACKET_HEADER_BYTES = 28;
    private static final int SIMPLE_HEADER_BYTES = 12;

    private final List<PcapNgInterface> interfaces = new ArrayList<>();
    private final Set<LinkType> linkTypes = EnumSet.noneOf(LinkType.class);
    private PcapNgInterface current;
    private int currentNumber;
    private boolean swapped;
    private boolean inSection;
    private long lastTimestampNs;

    PcapNgSource(final String name, final CaptureWindow window) {
        super(name, window);
    }

    @Override
    public boolean next(final Frame frame) {
        try {
            while (!isExhausted()) {
                if (nextBlock(frame)) {
                    return true;
                }
            }
        } catch (final InternalError e) {
            // What the JVM makes of SIGBUS: the mapping reaches beyond the file's end.
            return shrunk();
        }
        return false;
    }

    /** Reads one block; true if it held a packet. Damage exhausts the source. */
    private boolean nextBlock(final Frame frame) {
        if (limit - position < HEADER_BYTES && !ensure(HEADER_BYTES)) {
            return position == limit ? end() : cut("a block header");
        }
        final int type = int32(position);
        if (type == SECTION_HEADER) {
            return section();
        }
        if (!inSection) {
            return damaged(offset(), "a block stands before the first section header");
        }
        final int length = int32(position + 4);
        if (Integer.compareUnsigned(length, FRAMING_BYTES) < 0) {
            return damaged(offset(), "a block claims a length of " + length + " bytes");
        }
        return switch (type) {
            case ENHANCED_PACKET, PACKET -> packet(frame, type, length);
            case SIMPLE_PACKET -> simplePacket(frame, length);
            case INTERFACE_DESCRIPTION -> interfaceDescription(length);
            default -> skip(Integer.toUnsignedLong(length));
        };
    }

    private boolean packet(final Frame frame, final int type, final int length) {
        final int padded = contiguous(length, PACKET_HEADER_BYTES + 4, "a packet block");
        if (padded == 0) {
            return false;
        }
        final int at = position;
        final int capturedLength = int32(at + 20);
        if (Integer.compareUnsigned(capturedLength, RecordLimits.MAX_CAPTURED_BYTES) > 0
                || capturedLength > length - PACKET_HEADER_BYTES - 4) {
            return badLength(capturedLength, length);
        }
        final int number = type == PACKET ? int16(at + 8) & 0xffff : int32(at + 8);
        if (isOther(number) && !select(number)) {
            return false;
        }
        final long units = (long) int32(at + 12) << 32 | int32(at + 16) & 0xffff_ffffL;
        position = at + padded;
        return deliver(
                frame,
                at + PACKET_HEADER_BYTES,
                capturedLength,
                int32(at + 24),
                current.toNs(units));
    }

    private boolean simplePacket(final Frame frame, final int length) {
        final int padded = contiguous(length, SIMPLE_HEADER_BYTES + 4, "a simple packet block");
        if (padded == 0 || (isOther(0) && !select(0))) {
            return false;
        }
        final int at = position;
        final int wireLength = int32(at + HEADER_BYTES);
        int capturedLength = length - SIMPLE_HEADER_BYTES - 4;
        if (Integer.compareUnsigned(wireLength, capturedLength) < 0) {
            capturedLength = wireLength;
        }
        if (current.snapLength != 0
                && Integer.compareUnsigned(current.snapLength, capturedLength) < 0) {
            capturedLength = current.snapLength;
        }
        if (capturedLength > RecordLimits.MAX_CAPTURED_BYTES) {
            return badLength(capturedLength, length);
        }
        position = at + padded;
        return deliver(
                frame, at + SIMPLE_HEADER_BYTES, capturedLength, wireLength, lastTimestampNs);
    }

    private boolean deliver(
            final Frame frame,
            final int index,
            final int length,
            final int unsignedWireLength,
            final long timestampNs) {
        final int wireLength = RecordLimits.clampedLength(unsignedWireLength);
        lastTimestampNs = timestampNs;
        if (current.linkType == LinkType.EN10MB) {
            frame.wrap(buffer, index, length, wireLength, timestampNs);
        } else {
            adapt(frame, current.linkType, index, length, wireLength, timestampNs);
        }
        return true;
    }

    private boolean isOther(final int number) {
        return number != currentNumber || current == null;
    }

    /** Makes an interface of this section the current one; damage if there is none. */
    private boolean select(final int number) {
        if (Integer.compareUnsigned(number, interfaces.size()) >= 0) {
            return damaged(
                    offset(),
                    "a packet names interface "
                            + Integer.toUnsignedString(number)
                            + ", its section has "
                            + interfaces.size());
        }
        final PcapNgInterface next = interfaces.get(number);
        if (next.linkType == null) {
            return damaged(offset(), LinkType.unsupported(next.linkNumber));
        }
        linkTypes.add(next.linkType);
        current = next;
        currentNumber = number;
        return true;
    }

    private boolean section() {
        if (!ensure(28)) {
            return cut("a section header");
        }
        final int magic = buffer.getInt(position + 8, ByteOrder.LITTLE_ENDIAN);
        if (magic != BYTE_ORDER_MAGIC && magic != Integer.reverseBytes(BYTE_ORDER_MAGIC)) {
            return damaged(offset() + 8, String.format("a section's byte order reads %08x", magic));
        }
        final ByteOrder order =
                magic == BYTE_ORDER_MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        swapped = order != ByteOrder.nativeOrder();
        final int major = int16(position + 12) & 0xffff;
        final int minor = int16(position + 14) & 0xffff;
        if (major != 1) {
            return damaged(
                    offset() + 12, "pcapng version " + major + "." + minor + " is not supported");
        }
        final int padded = contiguous(int32(position + 4), 28, "a section header");
        if (padded == 0) {
            return false;
        }
        interfaces.clear();
        current = null;
        inSection = true;
        position += padded;
        return false;
    }

    private boolean interfaceDescription(final int length) {
        final int padded = contiguous(length, 20, "an interface description");
        if (padded == 0) {
            return false;
        }
        if (interfaces.size() == RecordLimits.MAX_INTERFACES) {
            return damaged(
                    offset(), "a section has more than " + interfaces.size() + " interfaces");
        }
        final int end = position + length - 4;
        int resolution = 6;
        long offsetSeconds = 0;
        int option = position + 16;
        while (end - option >= 4) {
            final int code = int16(option) & 0xffff;
            final int optionLength = int16(option + 2) & 0xffff;
            final int value = option + 4;
            if (code == PcapNgOptions.END) {
                break;
            }
            if (optionLength > end - value) {
                return damaged(window.base + option, "an interface's option " + code + " is cut");
            }
            if (code == PcapNgOptions.IF_TSRESOL && optionLength >= 1) {
                resolution = buffer.getByte(value) & 0xff;
            } else if (code == PcapNgOptions.IF_TSOFFSET && optionLength >= 8) {
                offsetSeconds = int64(value);
            }
            option = value + PcapNgOptions.padded(optionLength);
        }
        interfaces.add(
                new PcapNgInterface(
                        int16(position + 8) & 0xffff,
                        int32(position + 12),
                        resolution,
                        offsetSeconds));
        position += padded;
        return false;
    }

    /**
     * Makes a block whose contents are read contiguous and checks its framing.
     *
     * @return its length, padded to 4 as some writers forget to count; 0 if it is damaged
     */
    private int contiguous(final int length, final int leastBytes, final String what) {
        if (Integer.compareUnsigned(length, RecordLimits.MAX_BLOCK_BYTES) > 0
                || length < leastBytes) {
            damaged(
                    offset(),
                    what + " claims a length of " + Integer.toUnsignedString(length) + " bytes");
            return 0;
        }
        final int padded = PcapNgOptions.padded(length);
        if (limit - position < padded && !ensure(padded)) {
            cut(what + " of " + padded + " bytes");
            return 0;
        }
        final int trailer = int32(position + padded - 4);
        if (trailer != length) {
            mismatch(offset() + padded - 4, length, trailer);
            return 0;
        }
        return padded;
    }

    /** Passes over a block of any length that is not understood. */
    private boolean skip(final long length) {
        final long start = offset();
        final long trailerOffset = start + (length + 3 & ~3L) - 4;
        position = window.moveTo(trailerOffset, 4);
        limit = window.limit;
        if (limit - position < 4) {
            return damaged(start, "the file is cut short in a block of " + length + " bytes");
        }
        final int trailer = int32(position);
        if (trailer != (int) length) {
            return mismatch(trailerOffset, (int) length, trailer);
        }
        position += 4;
        return false;
    }

    private boolean mismatch(final long offset, final int length, final int trailer) {
        return damaged(
                offset,
                "a block's two lengths differ: "
                        + Integer.toUnsignedString(length)
                        + " and "
                        + Integer.toUnsignedString(trailer));
    }

    private boolean badLength(final int capturedLength, final int length) {
        return damaged(
                offset(),
                "a packet block of "
                        + length
                        + " bytes claims "
                        + Integer.toUnsignedString(capturedLength)
                        + " captured bytes");
    }

    private int int32(final int index) {
        final int value = buffer.getInt(index);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    private short int16(final int index) {
        final short value = buffer.getShort(index);
        return swapped ? Short.reverseBytes(value) : value;
    }

    private long int64(final int index) {
        final long value = buffer.getLong(index);
        return swapped ? Long.reverseBytes(value) : value;
    }

    @Override
    public String[] linkTypes() {
        return linkTypes.stream().map(Enum::name).toArray(String[]::new);
    }
}
