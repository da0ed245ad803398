package knet.tools.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import knet.tools.bench.BenchSettings;
import knet.tools.bench.Descriptions;
import knet.tools.bench.Measurement;
import org.junit.jupiter.api.Test;

class SimulatedPacketsBenchTest {
    @Test
    void everyNameIsMeasuredAndHeldAgainstItsReference() throws Exception {
        final SimulatedPacketsBench bench = new SimulatedPacketsBench();

        final List<Measurement> all =
                bench.run(new BenchSettings(1, 0.001, Path.of("unused"), line -> {}));

        assertThat(all).extracting(Measurement::name).containsExactlyElementsOf(bench.names());
        assertThat(all).allMatch(m -> m.min() > 0 && m.ratio() > 0);
        assertThat(bench.names()).allMatch(name -> !Descriptions.ofBenchmark(name).isEmpty());
    }
}
