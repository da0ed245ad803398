package knet.tools.lab.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignLoadTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);

    @TempDir Path proc;

    private void ticks(final int user, final int idle, final int steal, final int ours)
            throws IOException {
        Files.writeString(
                proc.resolve("stat"),
                "cpu  " + user + " 0 0 " + idle + " 5 0 0 " + steal + " 0 0\ncpu0 1 2 3\n");
        Files.createDirectories(proc.resolve("42"));
        Files.writeString(
                proc.resolve("42").resolve("stat"),
                "42 (a name) with) R 1 1 1 0 -1 4194304 1 0 0 0 " + ours + " 0 0 0 20 0 1 0 1");
    }

    @Test
    void whatIsNeitherIdleNorOursIsForeign() throws Exception {
        ticks(100, 100, 0, 10);
        final ForeignLoad load = new ForeignLoad(proc, 42L);

        // 60 busy, of which 45 ours and 10 stolen by the hypervisor; 40 idle.
        ticks(150, 140, 10, 55);
        assertThat(load.share()).isCloseTo(0.15, EXACT);

        ticks(200, 190, 10, 105);
        assertThat(load.share()).isZero();
    }

    @Test
    void aMachineThatDoesNotTellIsNotCalledBusy() throws Exception {
        final ForeignLoad nothing = new ForeignLoad(proc.resolve("none"), 42L);
        assertThat(nothing.share()).isNaN();

        ticks(1, 1, 0, 0);
        final ForeignLoad load = new ForeignLoad(proc, 42L);
        Files.delete(proc.resolve("42").resolve("stat"));
        assertThat(load.share()).isNaN();
    }

    @Test
    void noTimeIsNoLoad() throws Exception {
        ticks(1, 1, 0, 0);
        final ForeignLoad load = new ForeignLoad(proc, 42L);

        assertThat(load.share()).isNaN();
    }
}
