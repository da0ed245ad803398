package knet.driver;

import java.util.ArrayList;
import java.util.List;

/** Notes what a queue delivered: one line per frame, and what to do with it. */
final class Received implements RxHandler {
    final List<String> frames = new ArrayList<>();
    final List<Integer> tokens = new ArrayList<>();
    RxQueue holder;

    @Override
    public void onFrame(final RxFrame frame) {
        final StringBuilder line = new StringBuilder();
        line.append(frame.length());
        // Runs of equal bytes: "3x7 2x8" for 7 7 7 8 8.
        for (int i = 0; i < frame.length(); ) {
            final byte value = frame.buffer().getByte(frame.offset() + i);
            int run = 1;
            while (i + run < frame.length()
                    && frame.buffer().getByte(frame.offset() + i + run) == value) {
                run++;
            }
            line.append(' ').append(run).append('x').append(value);
            i += run;
        }
        frames.add(line.toString());
        if (holder != null) {
            tokens.add(holder.hold(frame));
        }
    }
}
