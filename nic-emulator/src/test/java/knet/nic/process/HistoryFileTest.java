package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @TempDir private Path device;
    private final List<String> log = new ArrayList<>();

    @Test
    void theNicThatGoesOnFindsWhatRanBefore() {
        HistoryFile.open(device, false, log::add).begin(0, "flow-hash", 0, 0, 0);

        final var history = HistoryFile.open(device, true, log::add);
        history.begin(500, "jsq", 0, 300, 200);

        assertThat(history.periods(600, 400, 200))
                .extracting(period -> period.firmware() + " " + period.framesPerQueue())
                .containsExactly("flow-hash [300, 200]", "jsq [100, 0]");
        assertThat(log).isEmpty();
    }

    @Test
    void afterAnOrderlyEndAllIsTold() {
        HistoryFile.open(device, false, log::add).begin(0, "flow-hash", 0, 0);

        assertThat(HistoryFile.open(device, false, log::add).periods(0, 0)).isEmpty();
    }

    /** Anybody who may write into the directory can put that there: the NIC runs all the same. */
    @Test
    void aDirectoryInTheFilesPlaceIsToldAndHindersNobody() throws IOException {
        Files.createDirectories(device.resolve(HistoryFile.FILE_NAME).resolve("x"));

        HistoryFile.open(device, false, log::add).begin(0, "flow-hash", 0, 0);

        assertThat(log).hasSize(2);
        assertThat(log.get(0)).startsWith("which classifier ran before is still kept: ");
        assertThat(log.get(1)).startsWith("which classifier ran when is not kept: ");
        assertThat(HistoryFile.open(device, true, log::add).periods(0, 0)).isEmpty();
    }

    @Test
    void whatIsNoHistoryIsNone() throws IOException {
        Files.writeString(device.resolve(HistoryFile.FILE_NAME), "periods=2\nleft=x\n\0");

        assertThat(HistoryFile.open(device, true, log::add).periods(0, 0)).isEmpty();
    }
}
