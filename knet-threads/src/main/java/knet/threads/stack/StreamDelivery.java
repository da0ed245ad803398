package knet.threads.stack;

import knet.threads.app.Application;
import knet.threads.app.CloseReason;
import knet.threads.app.StreamKey;
import knet.threads.base.Counters;
import knet.threads.ip.Tuple;
import knet.threads.tcp.StreamSink;
import knet.threads.tcp.TcpCounter;
import knet.threads.tcp.TcpReceiver;
import org.agrona.DirectBuffer;

/** Hands streams to the application: announces each with its first byte. */
final class StreamDelivery implements StreamSink {
    private final Application application;
    private final Counters<TcpCounter> counters;
    private DeliveryListener listener;

    StreamDelivery(
            final Application application,
            final Counters<TcpCounter> counters,
            final DeliveryListener listener) {
        this.application = application;
        this.counters = counters;
        this.listener = listener;
    }

    /** Changes who is told of deliveries. */
    void listener(final DeliveryListener newListener) {
        this.listener = newListener;
    }

    DeliveryListener listener() {
        return listener;
    }

    @Override
    public void onData(
            final TcpReceiver stream,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        if (!stream.isAnnounced()) {
            announce(stream);
        }
        counters.add(TcpCounter.DELIVERED_BYTES, length);
        application.onData(stream.attachment(), buffer, offset, length);
    }

    @Override
    public void onGap(final TcpReceiver stream, final long missingBytes) {
        if (!stream.isAnnounced()) {
            announce(stream);
        }
        application.onGap(stream.attachment(), missingBytes);
    }

    @Override
    public void onClose(final TcpReceiver stream, final CloseReason reason) {
        if (stream.isAnnounced()) {
            application.onClose(stream.attachment(), reason);
        }
    }

    @Override
    public void onFrameDelivered(final long arrivalNs, final int queue) {
        listener.onDelivered(arrivalNs, queue);
    }

    private void announce(final TcpReceiver stream) {
        final Tuple tuple = stream.tuple().key();
        final StreamKey key =
                new StreamKey(
                        tuple.version(),
                        tuple.sourceHigh(),
                        tuple.sourceLow(),
                        tuple.destinationHigh(),
                        tuple.destinationLow(),
                        tuple.sourcePort(),
                        tuple.destinationPort(),
                        stream.startNs(),
                        stream.startArrival());
        stream.announce(application.onStreamOpen(key));
    }
}
