package knet.traces.source;

import java.io.IOException;
import knet.traces.FrameSource;

/** Opens a source from its first frame, as often as it is asked to. */
@FunctionalInterface
public interface SourceOpener {
    /**
     * Opens the source.
     *
     * @throws IOException with one line that names the file
     */
    FrameSource open() throws IOException;
}
