package knet.tools.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import knet.driver.RxFrame;
import knet.threads.app.ByteCounts;
import knet.threads.app.StreamRecord;
import knet.threads.stack.DeliveryListener;
import knet.threads.stack.NetStack;
import knet.threads.stack.StackConfig;

/**
 * One stack that takes the frames of a capture in their order: what all others are held against.
 */
public final class OneQueue {
    private OneQueue() {}

    /** The streams of a capture. */
    public static List<StreamRecord> streams(final Path capture) throws IOException {
        return streams(TraceFeed.load(capture));
    }

    static List<StreamRecord> streams(final TraceFeed feed) {
        final ByteCounts counts = new ByteCounts(true);
        final NetStack stack =
                new NetStack(StackConfig.defaults().withApplication(counts), DeliveryListener.NONE);
        final RxFrame frame = new RxFrame();
        for (int i = 0; i < feed.size(); i++) {
            feed.deliver(i, 0, frame, stack);
        }
        stack.onEndOfRun(feed.lastNs());
        return counts.streams();
    }
}
