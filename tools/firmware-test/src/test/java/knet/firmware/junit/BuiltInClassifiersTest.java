package knet.firmware.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    private static final List<String> SPECS =
            List.of(
                    "elephant",
                    "elephant:window=200,share=1,flows=64",
                    "elephant:window=200,share=1,flows=64,drain=false",
                    "elephant:detect=flow-limit,buckets=64",
                    "flow-director",
                    "flow-director:sample=2,flows=64",
                    "flow-director:sample=2,flows=64,drain=true",
                    "flow-director:sample=2,flows=64,full=refuse",
                    "flow-director:sample=2,flows=64,full=flush",
                    "flow-hash",
                    "flow-hash:inner=true,udp=2tuple",
                    "flow-hash:key=symmetric,table=512",
                    "flow-hash:xfrm=symmetric-xor",
                    "flow-hash:xfrm=symmetric-or-xor",
                    "flow-hash:xfrm=sorted,hash=crc32c,inner=true",
                    "flow-hash:hash=crc32,tcp4=sd,udp6=fn,ip4=s",
                    "flow-hash:hash=xxh32",
                    "flow-hash:indir=0 0 0",
                    "jsq",
                    "jsq:directions=one,flows=64,drain=true",
                    "maglev",
                    "maglev:active=1,table=251",
                    "ntuple",
                    "ntuple:rules=tcp4 dst-port 80 m 0xff00 action 0;ip6 action 0,inner=true",
                    "ntuple:rules=ip4 tos 0 m 0xf0 action 0",
                    "rendezvous",
                    "rendezvous:hash=xxh32,xfrm=sorted",
                    "round-robin",
                    "rps",
                    "rps:cpus=0,hash=crc32c",
                    "rss-plus-plus",
                    "rss-plus-plus:interval-us=500,load=bytes,drain=false,xfrm=sorted",
                    "rss-plus-plus:interval-us=500,imbalance=0,table=4096",
                    "source-ip-mask",
                    "spray",
                    "spray:by=random,all=true",
                    "spray:by=round-robin",
                    "syn-steer",
                    "syn-steer:choice=round-robin,directions=one,flows=64,drain=true",
                    "syn-steer:choice=listener",
                    "two-choices",
                    "two-choices:choices=3,flows=64",
                    "weighted",
                    "weighted:weights=3");

    private final FirmwareCatalog catalog = FirmwareCatalog.load();

    @TestFactory
    Stream<DynamicContainer> keepsWhatItOwes() {
        return SPECS.stream()
                .map(spec -> Subject.of(catalog, FirmwareSpec.parse(spec)))
                .map(
                        subject ->
                                DynamicContainer.dynamicContainer(
                                        subject.name(), ClassifierContract.tests(subject)));
    }

    @Test
    void everyBuiltInIsHeldToIt() {
        final Set<String> builtIn =
                catalog.list().stream()
                        .filter(info -> info.origin().equals("built-in"))
                        .map(FirmwareInfo::name)
                        .collect(Collectors.toSet());
        assertThat(SPECS.stream().map(spec -> FirmwareSpec.parse(spec).name()))
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
