package knet.tools.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import knet.nic.engine.QueueZero;
import knet.nic.process.NicSummary;
import knet.tools.report.FirmwarePeriod;
import org.junit.jupiter.api.Test;

class SummaryReaderTest {
    private final Map<String, String> text = new LinkedHashMap<>();

    private void period(
            final int index,
            final String firmware,
            final long from,
            final long to,
            final long most) {
        text.put(NicSummary.FIRMWARE_PERIODS, Integer.toString(index + 1));
        text.put(NicSummary.firmwarePeriodFirmware(index), firmware);
        text.put(NicSummary.firmwarePeriodFrame(index), Long.toString(from));
        text.put(NicSummary.firmwarePeriodToFrame(index), Long.toString(to));
        text.put(NicSummary.firmwarePeriodFrames(index), Long.toString(to - from + 1));
        text.put(NicSummary.firmwarePeriodMost(index), Long.toString(most));
    }

    private List<FirmwarePeriod> periods() {
        return new SummaryReader(null, text).firmwarePeriods(4);
    }

    @Test
    void periodsComeInTheirOrder() {
        period(0, "flow-hash", 0, 99, 50);
        period(1, "jsq", 100, 99, 0);

        assertThat(periods())
                .containsExactly(
                        new FirmwarePeriod("flow-hash", 0L, 99, 100L, 2.0, false, List.of()),
                        new FirmwarePeriod("jsq", 100L, 99, 0L, null, false, List.of()));
    }

    @Test
    void whatHungComesFirstThoughItsProcessToldNothing() {
        period(0, "queue-zero", 500, 599, 100);
        text.put(NicSummary.FIRMWARE_HUNG, "mine");

        assertThat(periods())
                .containsExactly(
                        new FirmwarePeriod("mine", null, 499, null, null, true, List.of()),
                        new FirmwarePeriod("queue-zero", 500L, 599, 100L, 4.0, false, List.of()));
    }

    @Test
    void whatRanBeforeTheHangIsToldByTheNicThatWentOn() {
        period(0, "first", 0, 99, 50);
        period(1, "mine", 100, 497, 398);
        text.put(NicSummary.firmwarePeriodHung(1), "true");
        period(2, "queue-0", 499, 598, 100);
        text.put(NicSummary.FIRMWARE_HUNG, "mine");

        assertThat(periods())
                .containsExactly(
                        new FirmwarePeriod("first", 0L, 99, 100L, 2.0, false, List.of()),
                        new FirmwarePeriod("mine", 100L, 497, 398L, 4.0, true, List.of()),
                        new FirmwarePeriod("queue-0", 499L, 598, 100L, 4.0, false, List.of()));
    }

    @Test
    void whoDecidedAfterTheHangTookOverHoweverItEnded() {
        period(0, "mine", 0, 497, 398);
        text.put(NicSummary.firmwarePeriodHung(0), "true");
        text.put(NicSummary.FIRMWARE_HUNG, "mine");
        period(1, QueueZero.NAME, 499, 598, 100);
        text.put(NicSummary.FIRMWARE, QueueZero.NAME);
        assertThat(new SummaryReader(null, text).anotherTookOver()).isFalse();
        period(2, "second", 599, 698, 100);
        period(3, QueueZero.NAME, 699, 798, 100);
        assertThat(new SummaryReader(null, text).anotherTookOver()).isTrue();
    }

    @Test
    void framesOfEachQueueAreThoseOfADeviceWithSoManyQueues() {
        period(0, "flow-hash", 0, 99, 50);
        text.put(NicSummary.firmwarePeriodQueues(0), "50 20 20 10");
        assertThat(periods().get(0).framesPerQueue()).containsExactly(50L, 20L, 20L, 10L);
        text.put(NicSummary.firmwarePeriodQueues(0), "50 50");
        assertThat(periods().get(0).framesPerQueue()).isEmpty();
        text.put(NicSummary.firmwarePeriodQueues(0), "50 20 20 x");
        assertThat(periods().get(0).framesPerQueue()).isEmpty();
    }

    @Test
    void anythingMayStandInTheFile() {
        period(0, "a", 0, 1, 1);
        text.put(NicSummary.FIRMWARE_PERIODS, "99999999999");
        assertThat(periods()).hasSize(200);
        text.put(NicSummary.FIRMWARE_PERIODS, "-7");
        assertThat(periods()).isEmpty();
        text.put(NicSummary.FIRMWARE_PERIODS, "x");
        assertThat(periods()).isEmpty();
    }
}
