package knet.threads.stack;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import knet.driver.RxFrame;
import knet.driver.RxHandler;
import knet.driver.abi.RxDescriptor;
import knet.threads.app.Application;
import knet.threads.app.ApplicationFactory;
import knet.threads.app.CloseReason;
import knet.threads.app.StreamKey;
import knet.threads.ip.IpPacket;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A stack on the test bench: frames in, and everything that an application would see. */
public final class Bench {
    /** Streams by flow, in the order in which they opened. */
    public final Map<String, List<Stream>> streams = new TreeMap<>();

    /** Payloads of datagrams in order. */
    public final List<byte[]> datagrams = new ArrayList<>();

    /** Arrival times of frames reported as delivered. */
    public final List<Long> deliveries = new ArrayList<>();

    public final NetStack stack;
    private final RxFrame frame = new RxFrame();
    private int arrival;
    private long nowNs = 1_000_000_000L;
    private int flags;

    /** One stream as the application sees it. */
    public static final class Stream {
        public final StreamKey key;
        public final ByteArrayOutputStream data = new ByteArrayOutputStream();
        public final List<String> events = new ArrayList<>();
        public CloseReason closed;

        Stream(final StreamKey key) {
            this.key = key;
        }

        public byte[] bytes() {
            return data.toByteArray();
        }
    }

    public Bench(final StackConfig config) {
        this.stack =
                new NetStack(
                        config.withApplication(application()),
                        (arrivalNs, queue) -> deliveries.add(arrivalNs));
    }

    public Bench() {
        this(StackConfig.defaults());
    }

    /** An application that notes what it gets here; its calls must not overlap. */
    public ApplicationFactory application() {
        return Recorder::new;
    }

    /** Descriptor flags of the frames that follow. */
    public Bench flags(final int descriptorFlags) {
        this.flags = descriptorFlags;
        return this;
    }

    /** Protocol time passes. */
    public Bench pass(final long ns) {
        nowNs += ns;
        return this;
    }

    /** Hands a frame in with the next arrival number. */
    public Bench in(final byte[] bytes) {
        return in(bytes, arrival);
    }

    /** Hands a frame in with an arrival number. */
    public Bench in(final byte[] bytes, final int number) {
        arrival = number + 1;
        deliver(bytes, number, 0, stack);
        return this;
    }

    /** Hands a frame to a handler. The buffer is overwritten after the call, as a ring's is. */
    public void deliver(
            final byte[] bytes, final int number, final int queue, final RxHandler handler) {
        final byte[] slot = bytes.clone();
        frame.wrap(
                new UnsafeBuffer(slot),
                0,
                slot.length,
                flags | RxDescriptor.END_OF_PACKET,
                0,
                number,
                nowNs,
                number,
                queue);
        handler.onFrame(frame);
        java.util.Arrays.fill(slot, (byte) 0xee);
    }

    public Bench end() {
        stack.onEndOfRun(nowNs);
        return this;
    }

    /** The only stream. */
    public Stream stream() {
        if (streams.size() != 1 || streams.values().iterator().next().size() != 1) {
            throw new AssertionError("not one stream: " + streams);
        }
        return streams.values().iterator().next().get(0);
    }

    public long ip(final String counter) {
        return get(stack.stats().ip(), counter);
    }

    public long tcp(final String counter) {
        return get(stack.stats().tcp(), counter);
    }

    public long udp(final String counter) {
        return get(stack.stats().udp(), counter);
    }

    private static long get(final Map<String, Long> counters, final String name) {
        final Long value = counters.get(name);
        if (value == null) {
            throw new AssertionError("no counter " + name);
        }
        return value;
    }

    private final class Recorder implements Application {
        @Override
        public Object onStreamOpen(final StreamKey key) {
            final Stream stream = new Stream(key);
            streams.computeIfAbsent(key.flow(), unused -> new ArrayList<>()).add(stream);
            return stream;
        }

        @Override
        public void onData(
                final Object stream,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            final byte[] copy = new byte[length];
            buffer.getBytes(offset, copy);
            final Stream target = (Stream) stream;
            if (target.closed != null) {
                throw new AssertionError("data after close");
            }
            target.data.writeBytes(copy);
            target.events.add("data " + length);
        }

        @Override
        public void onGap(final Object stream, final long missingBytes) {
            ((Stream) stream).events.add("gap " + missingBytes);
        }

        @Override
        public void onClose(final Object stream, final CloseReason reason) {
            if (((Stream) stream).closed != null) {
                throw new AssertionError("closed twice");
            }
            ((Stream) stream).closed = reason;
        }

        @Override
        public void onDatagram(
                final IpPacket packet,
                final int sourcePort,
                final int destinationPort,
                final int offset,
                final int length) {
            final byte[] copy = new byte[length];
            packet.buffer().getBytes(offset, copy);
            datagrams.add(copy);
        }
    }
}
