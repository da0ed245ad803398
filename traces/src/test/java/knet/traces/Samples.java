package knet.traces;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small captures of every kind, with the offset at which each record of theirs begins. */
public final class Samples {
    /**
     * A capture.
     *
     * @param bytes of the file, not compressed
     * @param ends offset behind each packet's record
     * @param boundaries offsets at which the file may end without damage
     */
    public record Sample(byte[] bytes, List<Integer> ends, List<Integer> boundaries) {
        /** Packets that lie whole before an offset. */
        public int packetsBefore(final int offset) {
            return (int) ends.stream().filter(end -> end <= offset).count();
        }
    }

    private Samples() {}

    public static Map<String, Sample> all() {
        final Map<String, Sample> samples = new LinkedHashMap<>();
        samples.put("pcap-le-us", pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 1));
        samples.put("pcap-be-ns", pcap(ByteOrder.BIG_ENDIAN, 0xa1b23c4d, 1));
        samples.put("pcap-sll", pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 113));
        samples.put("pcap-null", pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0));
        samples.put("pcapng", pcapNg());
        return samples;
    }

    private static Sample pcap(final ByteOrder order, final int magic, final int linkType) {
        final CaptureBytes capture = new CaptureBytes().order(order).pcapHeader(magic, linkType);
        final List<Integer> ends = new ArrayList<>();
        final List<Integer> boundaries = new ArrayList<>(List.of(capture.size()));
        for (final int length : new int[] {60, 0, 1, 33, 3, 100}) {
            capture.pcapRecord(length, length, length + 2, CaptureBytes.packet(length, length));
            ends.add(capture.size());
            boundaries.add(capture.size());
        }
        return new Sample(capture.toArray(), ends, boundaries);
    }

    private static Sample pcapNg() {
        final CaptureBytes capture = new CaptureBytes();
        final List<Integer> ends = new ArrayList<>();
        final List<Integer> boundaries = new ArrayList<>();
        boundaries.add(capture.section().size());
        boundaries.add(capture.networkInterface(1, 0).size());
        boundaries.add(
                capture.networkInterface(113, 0, new byte[] {9, 0, 1, 0, 9, 0, 0, 0}).size());
        for (final int length : new int[] {60, 0, 1, 35}) {
            capture.enhancedPacket(length & 1, length, length, CaptureBytes.packet(length, length));
            ends.add(capture.size());
            boundaries.add(capture.size());
            boundaries.add(capture.block(5, capture.body().int32(0, 0, 0)).size());
        }
        capture.order(ByteOrder.BIG_ENDIAN);
        boundaries.add(capture.section().size());
        boundaries.add(capture.networkInterface(1, 0).size());
        ends.add(capture.simplePacket(50, CaptureBytes.packet(50, 1)).size());
        ends.add(capture.obsoletePacket(0, 9, 51, CaptureBytes.packet(51, 1)).size());
        boundaries.addAll(ends.subList(ends.size() - 2, ends.size()));
        return new Sample(capture.toArray(), ends, boundaries);
    }
}
