package knet.traces.pcap;

/** A whole capture in an array. */
final class ArrayWindow extends CaptureWindow {
    ArrayWindow(final byte[] bytes) {
        buffer.wrap(bytes);
        limit = bytes.length;
    }

    @Override
    int moveTo(final long offset, final int neededBytes) {
        return (int) Math.min(offset, limit);
    }

    @Override
    String fault() {
        return null;
    }
}
