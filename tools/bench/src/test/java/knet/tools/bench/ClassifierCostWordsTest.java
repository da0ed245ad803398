package knet.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassifierCostWordsTest {
    private final List<ClassifierCost> costs = new ArrayList<>();

    private void cost(final String firmware, final String kind, final double ns, final double ref) {
        costs.add(
                new ClassifierCost(
                        firmware,
                        kind,
                        new Measurement(
                                firmware,
                                "ns",
                                new double[] {ns},
                                "flow-hash",
                                new double[] {ref},
                                ""),
                        0));
    }

    @Test
    void theCheapestComesFirstWithWhatItIsToTheReferenceAndItsLine() {
        cost("flow-hash", "tcp4", 20, 20);
        cost("./Mine.java", "tcp4", 40, 20);
        cost("rps", "tcp4", 10, 20);
        assertThat(ClassifierCostWords.of(costs))
                .isEqualTo(
                        """
                        rps is the cheapest of 3: 10.0 ns a packet, 0.500 of flow-hash (RSS), a line of 67.2 Gbit/s (6.72 times 10 Gbit/s)
                        flow-hash (RSS) costs 20.0 ns a packet, a line of 33.6 Gbit/s (3.36 times 10 Gbit/s)
                        ./Mine.java costs 40.0 ns a packet, 2.00 of flow-hash (RSS), a line of 16.8 Gbit/s (1.68 times 10 Gbit/s)""");
    }

    @Test
    void ofSeveralKindsTheLineIsThatOfTheDearest() {
        cost("flow-hash", "tcp4", 20, 20);
        cost("rps", "tcp4", 20.5, 20);
        cost("flow-hash", "arp", 10, 10);
        cost("rps", "arp", 10.2, 10);
        assertThat(ClassifierCostWords.of(costs))
                .isEqualTo(
                        """
                        flow-hash (RSS) is the cheapest of 2 (the mean of 2 kinds): 15.0 ns a packet, a line of 33.6 Gbit/s (3.36 times 10 Gbit/s) at its dearest, tcp4; within 5% of it: rps
                        rps costs 15.4 ns a packet, 1.02 of flow-hash (RSS), a line of 32.8 Gbit/s (3.28 times 10 Gbit/s) at its dearest, tcp4""");
    }

    @Test
    void ofManyTheDearestIsTold() {
        cost("flow-hash", "tcp4", 20, 20);
        for (int i = 1; i < 6; i++) {
            cost("x" + i, "tcp4", 20 + 10 * i, 20);
        }
        assertThat(ClassifierCostWords.of(costs).lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("x5 is the dearest: 70.0 ns a packet, 3.50 of flow-hash (RSS), ");
    }

    @Test
    void theReferenceAloneIsToldToo() {
        cost("flow-hash", "tcp4", 20, 20);
        assertThat(ClassifierCostWords.of(costs))
                .isEqualTo(
                        "flow-hash (RSS) costs 20.0 ns a packet, a line of 33.6 Gbit/s (3.36 times"
                                + " 10 Gbit/s)");
    }
}
