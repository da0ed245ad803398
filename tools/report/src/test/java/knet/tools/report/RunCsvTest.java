package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RunCsvTest {
    @Test
    void oneLinePerQueueAndOneForAll() {
        final RunResult run = new ExampleRun().build();
        final List<String> lines = RunCsv.toString(run).lines().toList();

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0)).isEqualTo(RunCsv.HEADER);
        assertThat(lines.get(1)).startsWith("0,29012,21207772,128,0,103,28909,2417,110,0,29012,");
        assertThat(lines.get(5)).startsWith("total,118901,86916631,512,0,412,");
        final int columns = RunCsv.HEADER.split(",", -1).length;
        assertThat(lines).allMatch(line -> line.split(",", -1).length == columns);
    }

    @Test
    void noLatencyIsEmptyAndNotZero() {
        final ExampleRun example = new ExampleRun();
        example.latency = false;
        assertThat(RunCsv.toString(example.build()).lines().toList().get(1)).endsWith(",0,,,,");
    }
}
