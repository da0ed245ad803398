package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;
import org.example.PortSpread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class FirmwareCatalogTest {
    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    @Test
    void listsWhatIsOnTheClassPathWithParametersAndHelp() {
        assertThat(catalog.names())
                .isSorted()
                .contains("flow-hash", "port-spread", "round-robin", "shortest-queue");
        final List<FirmwareInfo> infos = catalog.list();
        assertThat(infos).extracting(FirmwareInfo::name).isEqualTo(catalog.names());
        final FirmwareInfo flowHash = named(infos, "flow-hash");
        assertThat(flowHash.origin()).isEqualTo("built-in");
        assertThat(flowHash.affinity()).isEqualTo(Classifier.Affinity.FLOW);
        assertThat(flowHash.rule())
                .isEqualTo("indirection[hash & (table - 1)], indirection[i] = i % queues");
        assertThat(flowHash.parameters())
                .extracting(ParameterInfo::name, ParameterInfo::type, ParameterInfo::defaultValue)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("key", "hex", "default"),
                        org.assertj.core.groups.Tuple.tuple("udp", "choice", "4tuple"),
                        org.assertj.core.groups.Tuple.tuple("tcp4", "fields", "sdfn"),
                        org.assertj.core.groups.Tuple.tuple("inner", "choice", "false"),
                        org.assertj.core.groups.Tuple.tuple("table", "int", "128"),
                        org.assertj.core.groups.Tuple.tuple("indir", "queues", "equal"));
        assertThat(named(infos, "port-spread").origin()).isEqualTo("class path");
    }

    private static FirmwareInfo named(final List<FirmwareInfo> infos, final String name) {
        return infos.stream().filter(info -> info.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void everyBuiltInSaysWhatItIsAndWhatItTakes() {
        assertThat(catalog.list())
                .filteredOn(info -> info.origin().equals("built-in"))
                .hasSizeGreaterThan(6)
                .allSatisfy(
                        info -> {
                            assertThat(info.help())
                                    .as(info.name())
                                    .isNotBlank()
                                    .hasSizeLessThan(100);
                            assertThat(info.rule()).as(info.name()).isNotBlank();
                            assertThat(info.affinity()).as(info.name()).isNotNull();
                            assertThat(info.parameters())
                                    .as(info.name())
                                    .allSatisfy(p -> assertThat(p.help()).isNotBlank())
                                    .allSatisfy(p -> assertThat(p.range()).isNotBlank());
                        });
    }

    @Test
    void aClassifierOfTenLinesIsFoundByTheNameOfItsClass() {
        final Classifier classifier = catalog.create("port-spread:shift=4", 4);
        assertThat(classifier).isInstanceOf(PortSpread.class);
        final byte[] frame = Frames.ethernet(Frames.IPV4).ipv4(17, 1, 2).udp(0x1230, 53).toBytes();
        final Decisions decisions = new Decisions(classifier, 4);
        assertThat(decisions.decide(new UnsafeBuffer(frame), 0, frame.length, 0)).isEqualTo(3);
    }

    @Test
    void aClassIsFoundByItsFullName() {
        assertThat(catalog.create("org.example.PortSpread:shift=1", 4))
                .isInstanceOf(PortSpread.class);
        assertThat(catalog.describe("org.example.PortSpread").name()).isEqualTo("port-spread");
    }

    @Test
    void aClassifierPublishesItsOwnCounters() {
        final Classifier classifier = catalog.create("shortest-queue", 3);
        final FirmwareContext context = FirmwareContext.of(3);
        classifier.onStart(context);
        final Decisions decisions = new Decisions(classifier, 3);
        decisions.decide(new UnsafeBuffer(new byte[60]), 0, 60, 0);
        final List<String> seen = new ArrayList<>();
        context.counters().forEach((name, value) -> seen.add(name + "=" + value));
        assertThat(seen).containsExactly("ties=2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow-hsh | no firmware 'flow-hsh' (did you mean 'flow-hash'?); there are ",
                "flow-hsh | weighted, class names, FILE.java, FILE.class, FILE.jar and FILE.jar!CLASS",
                "zebra | no firmware 'zebra'; there are",
                "flow-hash:tabel=64 | flow-hash: no parameter 'tabel' (did you mean 'table'?);"
                        + " it takes key, udp, tcp4,",
                "flow-hash:table=100 | flow-hash: table='100' is not a power of two, 1 to 65536",
                "flow-hash:table=0 | flow-hash: table='0' is not a power of two, 1 to 65536",
                "flow-hash:key=symetric | (did you mean 'symmetric'?)",
                "flow-hash:key=6d5a | flow-hash: key='6d5a' is not 40 bytes in hexadecimal",
                "flow-hash:udp=3tuple | flow-hash: udp='3tuple' is not 4tuple|2tuple",
                "round-robin:x=1 | round-robin: no parameter 'x'; it takes none",
                "java.lang.String | 'java.lang.String' does not implement knet.firmware.Classifier",
                "knet.firmware.Classifier | 'knet.firmware.Classifier' is an interface: a classifier",
                "org.example.Missing | no class 'org.example.Missing'",
                "org/example/PortSpread | no firmware",
                ".. | no firmware '..'",
                "missing.jar | no such jar: 'missing.jar'",
                "missing.jar!org.example.Mine | no such jar: 'missing.jar'"
            })
    void errorsTellWhatThereIs(final String spec, final String message) {
        assertThatThrownBy(() -> catalog.create(spec, 4))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "LeastLoaded, least-loaded",
        "RoundRobinClassifier, round-robin",
        "RSSPlusPlus, rss-plus-plus",
        "Rss2Tuple, rss2-tuple",
        "Classifier, classifier"
    })
    void namesFollowFromClasses(final String className, final String name) {
        assertThat(FirmwareClass.kebabCase(className)).isEqualTo(name);
    }

    public static final class Broken implements Classifier {
        public Broken() {
            throw new IllegalStateException("not\ntoday");
        }

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }
    }

    static final class Hidden implements Classifier {
        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }
    }

    public static final class Demanding implements Classifier {
        public Demanding(final String text) {
            throw new AssertionError(text);
        }

        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }
    }

    @Firmware(name = "Not A Name")
    public static final class Misnamed implements Classifier {
        @Override
        public int classify(final Packet packet, final QueueState queues) {
            return 0;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Broken | broken: its constructor failed: java.lang.IllegalStateException: not"
                        + " today",
                "Hidden | must be a public class: write public class Hidden",
                "Demanding | has no public constructor that takes nothing or Parameters: add public"
                        + " Demanding(Parameters parameters)",
                "Misnamed | 'Not A Name' is not a name"
            })
    void aClassThatCannotBeMadeIsAnErrorOfOneLine(final String name, final String message) {
        assertThatThrownBy(() -> catalog.create("knet.firmware.FirmwareCatalogTest$" + name, 1))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
