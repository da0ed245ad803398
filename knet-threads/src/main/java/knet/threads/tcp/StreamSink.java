package knet.threads.tcp;

import knet.threads.app.CloseReason;
import org.agrona.DirectBuffer;

/** Takes what receivers put out: the bytes of streams, in order. */
public interface StreamSink {
    /** The next bytes of a stream. The buffer is valid during the call only. */
    void onData(TcpReceiver stream, DirectBuffer buffer, int offset, int length);

    /** Bytes of a stream that will not come. */
    void onGap(TcpReceiver stream, long missingBytes);

    /** A stream has ended. Called once, also for streams that carried nothing. */
    void onClose(TcpReceiver stream, CloseReason reason);

    /** The payload of a frame has gone out with {@link #onData} to its last byte. */
    void onFrameDelivered(long arrivalNs, int queue);
}
