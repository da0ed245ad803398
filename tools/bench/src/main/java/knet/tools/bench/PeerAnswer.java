package knet.tools.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import knet.threads.host.HostRuntime;

/** Waits for the peer while a host runs here. */
final class PeerAnswer {
    private PeerAnswer() {}

    /**
     * Sends a command. If its answer is an error, the host is stopped, which would wait for its NIC
     * for ever.
     */
    static CompletableFuture<String> of(
            final PeerProcess peer, final String command, final HostRuntime host)
            throws IOException {
        peer.send(command);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return peer.answer();
                    } catch (final IOException e) {
                        host.stop();
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "knet-peer-answer").start());
    }
}
