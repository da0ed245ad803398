package knet.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HtmlTest {
    private static String breakable(final String name) {
        return new Html().breakable(name).toString();
    }

    @Test
    void aNameMayBeBrokenAfterItsSignsAndNowhereElse() {
        assertThat(breakable("knet with flow-hash:udp=2tuple,key=symmetric, CPU 0"))
                .isEqualTo(
                        "knet with flow-hash:<wbr>udp=<wbr>2tuple,<wbr>key=<wbr>symmetric, CPU 0");
        assertThat(breakable("")).isEmpty();
        assertThat(breakable("a=")).isEqualTo("a=");
    }

    @Test
    void aNameIsEscaped() {
        assertThat(breakable("a=<b>")).isEqualTo("a=<wbr>&lt;b&gt;");
    }
}
