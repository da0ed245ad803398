package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.firmware.check.Frames;
import org.agrona.concurrent.UnsafeBuffer;

/** What must hold for any bytes whatever: put to random, mutated and fuzzed frames. */
final class PacketChecks {
    private static final int QUEUES = 8;
    private static final Map<String, Decisions> BUILT_IN = builtIn();

    private PacketChecks() {}

    private static Map<String, Decisions> builtIn() {
        final FirmwareCatalog catalog = FirmwareCatalog.load();
        final Map<String, Decisions> all = new LinkedHashMap<>();
        final List<String> specs = new ArrayList<>();
        catalog.list().stream()
                .filter(info -> info.origin().equals("built-in"))
                .forEach(info -> specs.add(info.name()));
        specs.addAll(
                List.of(
                        "flow-hash:inner=true",
                        "flow-hash:key=symmetric,udp=2tuple,table=64",
                        "flow-hash:inner=true,key=symmetric,udp=2tuple,table=1",
                        "rps:inner=true,xfrm=sorted,hash=crc32c",
                        "flow-director:inner=true,sample=1,flows=64",
                        "jsq:inner=true,directions=one,hash=xxh32",
                        "ntuple:rules=tcp4 dst-port 80 action 0;ip6 tclass 0 m 15 action 0"));
        for (final String spec : specs) {
            all.put(spec, new Decisions(catalog.create(spec, QUEUES), QUEUES));
        }
        return all;
    }

    static void isReadWithinItsBounds(final byte[] frame) {
        // The buffer ends with the frame: a read outside would throw.
        final Packet packet = new Packet();
        packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
        final List<Object> exact = Probe.everything(packet);

        // What stands around the frame makes no difference.
        for (final int guard : new int[] {0x00, 0x45, 0x60, 0xff}) {
            final byte[] around = new byte[frame.length + 150];
            Arrays.fill(around, (byte) guard);
            System.arraycopy(frame, 0, around, 70, frame.length);
            packet.wrap(new UnsafeBuffer(around), 70, frame.length);
            assertThat(Probe.everything(packet)).isEqualTo(exact);
        }
    }

    static void followsTheRules(final byte[] frame) {
        final ReferenceParser.Result expected = ReferenceParser.parse(frame);
        final Packet packet = Frames.packet(frame);
        assertThat(packet.kind()).isEqualTo(expected.kind());
        if (packet.isIp()) {
            final byte[] addresses = new byte[packet.addressLength() * 2];
            packet.buffer().getBytes(packet.sourceAddressOffset(), addresses);
            assertThat(HexFormat.of().formatHex(addresses)).isEqualTo(expected.addresses());
        }
        assertThat(packet.hasPorts()).isEqualTo(expected.kind().hasPorts());
        if (packet.hasPorts()) {
            assertThat(packet.ports()).isEqualTo(expected.ports());
        }
    }

    static void everyBuiltInChoosesAQueue(final byte[] frame) {
        BUILT_IN.forEach(
                (spec, decisions) -> {
                    decisions.decide(new UnsafeBuffer(frame), 0, frame.length, 0);
                    assertThat(decisions.exceptions()).as(spec).isZero();
                    assertThat(decisions.outOfRange()).as(spec).isZero();
                    if (!decisions.kind().isIp()) {
                        final boolean rotates = spec.equals("round-robin");
                        final long rotated = decisions.frameNumber() % QUEUES;
                        assertThat(decisions.hash()).as(spec).isZero();
                        assertThat(decisions.queue()).as(spec).isEqualTo(rotates ? rotated : 0);
                    }
                });
    }
}
