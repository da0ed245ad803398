package knet.traces.live;

import java.io.IOException;
import java.sql.Timestamp;
import knet.traces.Frame;
import knet.traces.FrameSource;
import knet.traces.pcap.PacketAdapter;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/**
 * Frames as they pass an interface. {@link #next} never waits: it asks libpcap, at some
 * microseconds when there is nothing. Packets come out of libpcap in batches, each in an array of
 * its own, so this source, unlike others, allocates. Ends only with an error, such as an interface
 * that disappeared.
 */
public final class LiveSource implements FrameSource {
    private static final int BATCH = 256;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MS_PER_SECOND = 1000;

    private final String name;
    private final PcapHandle handle;
    private final PacketAdapter adapter;
    private final RawPacketListener listener = this::gotPacket;
    private final byte[][] packets = new byte[BATCH][];
    private final long[] timestampsNs = new long[BATCH];
    private final int[] wireLengths = new int[BATCH];
    private int batchLength;
    private int batchIndex;
    private long delivered;
    private LiveStatistics finalStatistics;
    private boolean exhausted;
    private String damage;

    private LiveSource(final String name, final PcapHandle handle, final PacketAdapter adapter) {
        this.name = name;
        this.handle = handle;
        this.adapter = adapter;
    }

    /**
     * Opens an interface; what passes from then on is captured.
     *
     * @throws IOException without libpcap, permission, or such an interface, or if libpcap does not
     *     take the filter, or the link type is not supported; the message is one line that says
     *     what to do
     */
    public static LiveSource open(final LiveConfig config) throws IOException {
        final PcapHandle handle = Libpcap.open(config);
        try {
            final PacketAdapter adapter = PacketAdapter.of(handle.getDlt().value());
            return new LiveSource(config.interfaceName(), handle, adapter);
        } catch (final IllegalArgumentException e) {
            handle.close();
            throw new IOException(config.interfaceName() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean next(final Frame frame) {
        if (batchIndex == batchLength && (exhausted || !fill())) {
            return false;
        }
        final int i = batchIndex++;
        adapter.wrap(frame, packets[i], wireLengths[i], timestampsNs[i]);
        delivered++;
        return true;
    }

    private boolean fill() {
        batchIndex = 0;
        batchLength = 0;
        try {
            handle.dispatch(BATCH, listener);
        } catch (final PcapNativeException | NotOpenException e) {
            damage = name + ": capturing ended: " + Libpcap.line(e);
            exhausted = true;
        } catch (final InterruptedException e) {
            // pcap4j's word for a broken loop. What interrupts threads is not asked here.
            exhausted = true;
        }
        return batchLength > 0;
    }

    private void gotPacket(final byte[] packet) {
        final Timestamp time = handle.getTimestamp();
        packets[batchLength] = packet;
        timestampsNs[batchLength] =
                Math.floorDiv(time.getTime(), MS_PER_SECOND) * NS_PER_SECOND + time.getNanos();
        wireLengths[batchLength] = handle.getOriginalLength();
        batchLength++;
    }

    /** Whether libpcap had nothing when it was asked last. */
    boolean isIdle() {
        return batchLength == 0;
    }

    /** Counts so far; those at the end once the source is closed. */
    public LiveStatistics statistics() throws IOException {
        if (finalStatistics != null) {
            return finalStatistics;
        }
        try {
            final PcapStat stat = handle.getStats();
            return new LiveStatistics(
                    stat.getNumPacketsReceived(),
                    stat.getNumPacketsDropped(),
                    stat.getNumPacketsDroppedByIf());
        } catch (final PcapNativeException | NotOpenException e) {
            throw new IOException(name + ": " + Libpcap.line(e), e);
        }
    }

    /** Frames given out so far. */
    public long delivered() {
        return delivered;
    }

    @Override
    public boolean isExhausted() {
        return exhausted && batchIndex == batchLength;
    }

    @Override
    public String damage() {
        return damage;
    }

    @Override
    public String[] linkTypes() {
        return new String[] {adapter.linkType()};
    }

    @Override
    public void close() {
        if (finalStatistics == null) {
            try {
                finalStatistics = statistics();
            } catch (final IOException e) {
                finalStatistics = new LiveStatistics(delivered, 0, 0);
            }
        }
        exhausted = true;
        batchIndex = batchLength;
        handle.close();
    }
}
