package knet.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CostAgeTest {
    @Test
    void anAgeIsToldAsPeopleTellIt() {
        assertThat(CostAge.ago(Duration.ofSeconds(-5))).isEqualTo("0 seconds ago");
        assertThat(CostAge.ago(Duration.ofSeconds(1))).isEqualTo("1 second ago");
        assertThat(CostAge.ago(Duration.ofSeconds(119))).isEqualTo("119 seconds ago");
        assertThat(CostAge.ago(Duration.ofSeconds(150))).isEqualTo("2 minutes ago");
        assertThat(CostAge.ago(Duration.ofSeconds(7_945))).isEqualTo("2 hours ago");
        assertThat(CostAge.ago(Duration.ofHours(47))).isEqualTo("47 hours ago");
        assertThat(CostAge.ago(Duration.ofDays(400))).isEqualTo("400 days ago");
    }
}
