package knet.firmware.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import knet.firmware.Classifier;
import knet.firmware.FirmwareCatalog;
import knet.firmware.FirmwareException;
import knet.firmware.FirmwareInfo;
import knet.firmware.FirmwareSpec;
import knet.firmware.IndirectionTable;
import knet.firmware.check.Subject;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What any classifier owes the NIC and the host: every built-in one, in several shapes. */
class BuiltInClassifiersTest {
    /** The shapes are a file of the module that the classifiers are in, whose tests read it too. */
    private static final Path SPECS =
            Path.of("../../firmware/src/test/resources/knet/firmware/built-in-specs.txt");

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    @TestFactory
    Stream<DynamicContainer> keepsWhatItOwes() throws IOException {
        return Files.readAllLines(SPECS).stream()
                .map(spec -> Subject.of(catalog, FirmwareSpec.parse(spec)))
                .map(
                        subject ->
                                DynamicContainer.dynamicContainer(
                                        subject.name(), ClassifierContract.tests(subject)));
    }

    @Test
    void everyBuiltInIsHeldToIt() throws IOException {
        final Set<String> builtIn =
                catalog.list().stream()
                        .filter(info -> info.origin().equals("built-in"))
                        .map(FirmwareInfo::name)
                        .collect(Collectors.toSet());
        assertThat(Files.readAllLines(SPECS).stream().map(spec -> FirmwareSpec.parse(spec).name()))
                .containsAll(builtIn);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, IndirectionTable.MAX_QUEUES + 1})
    void noBuiltInIsMadeForANumberOfQueuesThatNoDeviceHas(final int queues) {
        for (final String name : catalog.names()) {
            assertThatThrownBy(() -> catalog.create(name, queues))
                    .isInstanceOf(FirmwareException.class);
        }
    }

    @Test
    void theyClaimWhatTheyCanKeep() {
        assertThat(claiming(Classifier.Affinity.FLOW))
                .containsExactly(
                        "flow-hash",
                        "maglev",
                        "ntuple",
                        "rendezvous",
                        "rps",
                        "source-ip-mask",
                        "weighted");
        assertThat(claiming(Classifier.Affinity.SPRAYING))
                .containsExactly(
                        "elephant",
                        "flow-director",
                        "jsq",
                        "round-robin",
                        "rss-plus-plus",
                        "spray",
                        "syn-steer",
                        "two-choices");
        assertThat(catalog.create("flow-hash", 4).isSymmetric()).isFalse();
        assertThat(catalog.create("flow-hash:key=symmetric", 4).isSymmetric()).isTrue();
        assertThat(catalog.create("flow-hash:key=symmetric,hash=crc32c", 4).isSymmetric())
                .as("a CRC has no key")
                .isFalse();
        assertThat(catalog.create("flow-hash:key=symmetric,tcp4=sdf", 4).isSymmetric()).isFalse();
        assertThat(catalog.create("rps:xfrm=sorted", 4).isSymmetric()).isTrue();
        assertThat(catalog.create("jsq", 4).isSymmetric()).isTrue();
        assertThat(catalog.create("jsq:directions=one", 4).isSymmetric()).isFalse();
    }

    private List<String> claiming(final Classifier.Affinity affinity) {
        return catalog.list().stream()
                .filter(info -> info.origin().equals("built-in") && info.affinity() == affinity)
                .map(FirmwareInfo::name)
                .toList();
    }
}
