package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareTemplateTest {
    @TempDir Path directory;

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    private Path file(final String name) throws IOException {
        return Files.writeString(directory.resolve(name + ".java"), FirmwareTemplate.source(name));
    }

    @Test
    void compilesAndDescribesItself() throws IOException {
        final FirmwareInfo info = catalog.describe(file("LeastLoaded").toString());
        assertThat(info.name()).isEqualTo("least-loaded");
        assertThat(info.affinity()).isEqualTo(Classifier.Affinity.SPRAYING);
        assertThat(info.parameters())
                .extracting(ParameterInfo::name)
                .containsExactly("slots", "pause");
        assertThat(info.help()).isNotBlank();
        assertThat(FirmwareTemplate.source("LeastLoaded"))
                .doesNotContain("NAME")
                .contains("on one queue at any one moment")
                .doesNotContain("on one queue, always");
    }

    @Test
    void keepsBothDirectionsTogetherUntilAPauseAndThenTakesTurns() throws IOException {
        final Classifier classifier = catalog.create(file("Mine") + ":pause=1000", 4);
        final FirmwareContext context = FirmwareContext.of(4);
        context.start(classifier);
        final Decisions decisions = new Decisions(classifier, 4);
        final UnsafeBuffer there =
                new UnsafeBuffer(
                        Frames.ethernet(Frames.IPV4)
                                .ipv4(6, 1, 2)
                                .tcp(1234, 80, Packet.TCP_ACK)
                                .toBytes());
        final UnsafeBuffer back =
                new UnsafeBuffer(
                        Frames.ethernet(Frames.IPV4)
                                .ipv4(6, 2, 1)
                                .tcp(80, 1234, Packet.TCP_ACK)
                                .toBytes());
        final int queue = decide(decisions, there, 0);
        assertThat(queue).isEqualTo(1);
        for (int ms = 1; ms < 50; ms++) {
            assertThat(decide(decisions, ms % 2 == 0 ? there : back, ms * 1_000_000L))
                    .isEqualTo(queue);
        }
        assertThat(decide(decisions, back, 51_000_000)).isEqualTo(2);
        assertThat(decide(decisions, there, 200_000_000)).isEqualTo(3);
        final StringBuilder counted = new StringBuilder();
        context.counters().forEach((name, value) -> counted.append(name + "=" + value + " "));
        assertThat(counted.toString()).isEqualTo("moves=3 busy_slots=0 ");
    }

    private static int decide(final Decisions decisions, final UnsafeBuffer frame, final long ns) {
        return decisions.decide(frame, 0, frame.capacity(), ns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "least-loaded", "a.B", "class", "a b", "x;", "true"})
    void aNameThatNoClassCanHaveIsRefused(final String name) {
        assertThatThrownBy(() -> FirmwareTemplate.source(name))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining("is no name for a Java class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Packet", "Classifier", "Override", "String", "FirmwareCounter"})
    void aNameThatTheSourceUsesIsRefused(final String name) {
        assertThatThrownBy(() -> FirmwareTemplate.source(name))
                .hasMessageContaining("take another");
    }
}
