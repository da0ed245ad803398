package knet.tools.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rates that are found by trying, where arithmetic says what they are. */
@Timeout(120)
class SearchTest {
    private static final String TRAFFIC = "proto=udp,size=60,flows=2000";

    /** 10 us in the stack and 10 us in the application: 50,000 a second and processor. */
    private static Setup machine(final String mode, final int cpus) {
        return Setup.of(Fake.way(mode), cpus, Fake.costs(10_000, 10_000)).withSizes(256, 256);
    }

    @Test
    void oneProcessorBearsWhatItsPricesSay() throws IOException {
        final LossFree found = LossFree.find(Fake.runner(TRAFFIC), machine("knet", 1), 0, 200_000);

        assertThat(found.framesPerSecond()).isEqualTo(50_000, within(1_000.0));
        assertThat(found.isBeyondRange()).isFalse();
        assertThat(found.figures().droppedTotal() + found.figures().socketFull()).isZero();
    }

    @Test
    void aCleanRateThatIsNotCleanIsFoundOut() throws IOException {
        final LossFree found =
                LossFree.find(Fake.runner(TRAFFIC), machine("knet", 1), 150_000, 200_000);

        assertThat(found.framesPerSecond()).isEqualTo(50_000, within(1_000.0));
    }

    @Test
    void aRangeThatEndsBeforeThereIsLossIsSaidToDoSo() throws IOException {
        final Setup setup = machine("knet", 1);
        final LossFree found =
                LossFree.find(
                        Fake.runner(TRAFFIC),
                        setup,
                        20_000,
                        rate -> RunLength.at(rate, setup.costs().costs()),
                        0.01);

        assertThat(found.isBeyondRange()).isTrue();
        assertThat(found.framesPerSecond()).isEqualTo(20_000);
    }

    @Test
    void thePeakIsThatOfAllProcessors() throws IOException {
        final Peak peak = Peak.find(Fake.runner(TRAFFIC), machine("knet", 2), 40_000, 120_000);

        assertThat(peak.consumedPerSecond()).isEqualTo(100_000, within(4_000.0));
    }

    @Test
    void framesThatComeAtRandomComeAtTheRateAskedForOnAverage() throws IOException {
        final Runner runner =
                new Runner(Workload.endlessAtRandom(TRAFFIC), knet.threads.host.OracleFactory.NONE);
        final Figures figures = runner.steady(machine("knet", 1), 20_000);

        assertThat(figures.consumedPerSecond()).isEqualTo(20_000, within(1_000.0));
        assertThat(figures.steady().wireNs())
                .isEqualTo(figures.offered() / 20_000.0 * 1e9, within(0.05e9));
        assertThat(figures.latency().p99()).isGreaterThan(2 * figures.latency().p50());
    }
}
