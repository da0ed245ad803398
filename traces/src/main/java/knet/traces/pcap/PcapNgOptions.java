package knet.traces.pcap;

/** Codes and padding of pcapng's options. */
final class PcapNgOptions {
    static final int END = 0;
    static final int COMMENT = 1;
    static final int SHB_OS = 3;
    static final int SHB_USERAPPL = 4;
    static final int IF_NAME = 2;
    static final int IF_DESCRIPTION = 3;
    static final int EPB_FLAGS = 2;
    static final int EPB_QUEUE = 6;
    static final int IF_TSRESOL = 9;
    static final int IF_TSOFFSET = 14;

    private PcapNgOptions() {}

    /** A length rounded up to whole 32-bit words. */
    static int padded(final int lengthBytes) {
        return lengthBytes + 3 & ~3;
    }
}
