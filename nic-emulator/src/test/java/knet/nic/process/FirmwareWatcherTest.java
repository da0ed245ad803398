package knet.nic.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import knet.firmware.FirmwareSpec;
import knet.nic.engine.LoadedFirmware;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks are taken by hand: no time passes here. */
@Timeout(60)
class FirmwareWatcherTest {
    /** More than a file needs to settle, and than pass between two readings. */
    private static final int MANY_LOOKS = 25;

    @TempDir Path directory;

    private final List<LoadedFirmware> installed = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<String> report = new ArrayList<>();
    private Path file;
    private FirmwareWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        file = Sources.save(directory, Sources.toQueue(0));
        final FirmwareSpec spec = FirmwareSpec.parse(file.toString());
        watcher =
                new FirmwareWatcher(
                        spec,
                        spec.file().versionNow(),
                        4,
                        300_000_000,
                        () -> "the one that runs",
                        installed::add,
                        log::add,
                        report::add);
    }

    private void look(final int times) {
        for (int i = 0; i < times; i++) {
            watcher.look();
        }
    }

    private int queueOf(final int index) {
        return installed.get(index).classifier().classify(null, null);
    }

    @Test
    void aFileThatNobodySavesIsLeftAlone() {
        look(MANY_LOOKS);
        assertThat(installed).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void aSavedFileIsHandedOverOnce() throws IOException {
        look(MANY_LOOKS);
        Sources.save(directory, Sources.toQueue(3));
        look(MANY_LOOKS);
        assertThat(installed).hasSize(1);
        assertThat(queueOf(0)).isEqualTo(3);
        assertThat(installed.get(0).specification()).matches(".*/Saved\\.java@[0-9a-f]{8}");
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotRead() throws IOException {
        look(MANY_LOOKS);
        for (int bytes = 10; bytes < 100; bytes += 10) {
            Files.writeString(file, Sources.toQueue(3).substring(0, bytes));
            look(1);
        }
        assertThat(log).isEmpty();
        Files.writeString(file, Sources.toQueue(3));
        look(2);
        assertThat(installed).hasSize(1);
        assertThat(report).isEmpty();
    }

    @Test
    void whatIsSavedUnchangedIsNoNews() throws IOException {
        look(MANY_LOOKS);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        look(MANY_LOOKS);
        assertThat(installed).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsToldOnceAndOnceMoreWhenItIsBack() throws IOException {
        look(MANY_LOOKS);
        Files.delete(file);
        look(MANY_LOOKS);
        assertThat(log)
                .singleElement()
                .asString()
                .matches(
                        ".*/Saved\\.java is gone: the one that runs runs on, and a file that is put"
                                + " there takes over");
        log.clear();
        Sources.save(directory, Sources.toQueue(0));
        look(MANY_LOOKS);
        assertThat(log)
                .singleElement()
                .asString()
                .endsWith("/Saved.java is back: watching it again");
        assertThat(installed).as("it is what it was").isEmpty();
        Files.delete(file);
        look(MANY_LOOKS);
        Sources.save(directory, Sources.toQueue(2));
        look(MANY_LOOKS);
        assertThat(log).hasSize(3);
        assertThat(installed).hasSize(1);
    }

    /** They write beside it, move the old one away, and the new one there; some take their time. */
    @Test
    void anEditorThatSavesByRenamingTakesNoFileAway() throws IOException {
        look(MANY_LOOKS);
        for (int save = 1; save < 5; save++) {
            Files.move(file, directory.resolve("Saved.java~"), StandardCopyOption.REPLACE_EXISTING);
            look(2 * save);
            Sources.save(directory, Sources.toQueue(save % 4));
            look(MANY_LOOKS);
        }
        assertThat(log).isEmpty();
        assertThat(installed).hasSize(4);
    }

    /** As some editors and network file systems do. */
    @Test
    void aChangeThatKeepsTimeAndSizeIsNoticed() throws IOException {
        look(MANY_LOOKS);
        final FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, Sources.toQueue(2));
        Files.setLastModifiedTime(file, time);
        look(MANY_LOOKS);
        assertThat(queueOf(0)).isEqualTo(2);
    }

    @Test
    void whatDoesNotCompileIsReportedOnceAndTheNextVersionIsTaken() throws IOException {
        Sources.save(directory, Sources.classifier("", "retrun 1;"));
        look(MANY_LOOKS);
        assertThat(installed).isEmpty();
        assertThat(report.get(0)).endsWith("Saved.java:4: error: not a statement");
        assertThat(report).filteredOn(line -> line.contains("error:")).hasSize(2);
        assertThat(log).containsExactly("what ran goes on: the new version does not compile");

        Sources.save(directory, Sources.toQueue(1));
        look(MANY_LOOKS);
        assertThat(queueOf(0)).isEqualTo(1);
        assertThat(log).hasSize(1);
    }

    @Test
    void aDirectoryInItsPlaceIsNotTheFileThatIsBack() throws IOException {
        look(MANY_LOOKS);
        Files.delete(file);
        Files.createDirectory(file);
        look(MANY_LOOKS);
        assertThat(log).singleElement().asString().contains("is a directory");
        Files.delete(file);
        look(MANY_LOOKS);
        Files.createDirectory(file);
        look(MANY_LOOKS);
        assertThat(log).filteredOn(line -> line.contains("is back")).isEmpty();
        Files.delete(file);
        Sources.save(directory, Sources.toQueue(2));
        look(MANY_LOOKS);
        assertThat(queueOf(0)).isEqualTo(2);
    }

    @Test
    void oneThatHangsWhileItIsMadeIsGivenUp() throws IOException {
        Sources.save(
                directory,
                Sources.classifier("static int n; static { while (n >= 0) n &= 7; }", "return 1;"));
        look(MANY_LOOKS);
        assertThat(installed).isEmpty();
        assertThat(log)
                .singleElement()
                .asString()
                .contains("its static initialiser or constructor has not returned for 300 ms");
    }

    @Test
    void oneWhoseConstructorFailsIsToldOnce() throws IOException {
        Sources.save(
                directory, Sources.classifier("int[] table = new int[-1];", "return table[0];"));
        look(MANY_LOOKS);
        assertThat(log).singleElement().asString().contains("NegativeArraySizeException");
        assertThat(installed).isEmpty();
    }
}
