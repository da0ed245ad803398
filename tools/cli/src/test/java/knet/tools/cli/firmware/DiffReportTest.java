package knet.tools.cli.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import knet.firmware.Packet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a difference of classifiers says of more flows than it has room for. */
final class DiffReportTest {
    private static final int ROOM = 3;

    /** Two packets each of so many flows, all of which B sends elsewhere. */
    private static DiffReport report(final int flows) {
        final DiffTally tally = new DiffTally(2, new FlowDifferences(ROOM));
        final Packet packet = new Packet();
        for (int i = 0; i < 2 * flows; i++) {
            final byte[] frame =
                    FlowQuery.parse("udp 10.0.0.1:" + (1 + i % flows) + " > 10.0.0.2:53").frame();
            packet.wrap(new UnsafeBuffer(frame), 0, frame.length);
            tally.differs(i, "UDP over IPv4", "cause", 0, 1, tally.packet(packet, 0, 1));
        }
        return new DiffReport("a", "b", "frames", List.of(), tally, List.of());
    }

    @Test
    void flowsThatFoundNoRoomAreTold() throws Exception {
        final DiffReport report = report(ROOM + 2);

        assertThat(report.verdict())
                .startsWith(
                        "B sends 10 of 10 packets (100%), of 3 of the first 3 flows, to another"
                                + " queue than A")
                .endsWith("both keep every one of these on one queue");
        assertThat(report.table())
                .contains(
                        "\nall figures of flows are of the first 3 flows: 4 packets of later ones"
                                + " are in none of them\n");
        final JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.at("/flows").asLong()).isEqualTo(ROOM);
        assertThat(json.at("/packetsOfLaterFlows").asLong()).isEqualTo(4);
    }

    @Test
    void ifAllFoundRoomNothingIsSaidOfIt() throws Exception {
        final DiffReport report = report(ROOM);

        assertThat(report.verdict())
                .contains(", of 3 of 3 flows, ")
                .endsWith("both keep every flow on one queue");
        assertThat(report.table()).doesNotContain("all figures of flows");
        final JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.at("/packetsOfLaterFlows").asLong()).isZero();
    }
}
