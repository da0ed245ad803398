package knet.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirmwareCountersTest {
    @Test
    void countersLieWhereTheDevicePutsThem() {
        final UnsafeBuffer values = new UnsafeBuffer(ByteBuffer.allocateDirect(256));
        final Map<String, Integer> places = new LinkedHashMap<>();
        final FirmwareCounters counters =
                new FirmwareCounters(
                        name -> {
                            places.put(name, places.size() * 128);
                            return new FirmwareCounter(values, places.get(name));
                        });
        final FirmwareCounter hits = counters.counter("hits");
        final FirmwareCounter misses = counters.counter("misses");
        hits.increment();
        hits.add(4);
        misses.set(9);
        assertThat(counters.counter("hits")).isSameAs(hits);
        assertThat(hits.get()).isEqualTo(5);
        assertThat(values.getLong(0)).isEqualTo(5);
        assertThat(values.getLong(128)).isEqualTo(9);
        final Map<String, Long> seen = new LinkedHashMap<>();
        counters.forEach(seen::put);
        assertThat(seen).containsExactly(Map.entry("hits", 5L), Map.entry("misses", 9L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "Hits", "two words", "new\nline", "hits-total"})
    void refusesOtherNames(final String name) {
        assertThatThrownBy(() -> FirmwareCounters.inMemory().counter(name))
                .isInstanceOf(FirmwareException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void thereIsABound() {
        final FirmwareCounters counters = FirmwareCounters.inMemory();
        for (int i = 0; i < FirmwareCounters.MAX_COUNTERS; i++) {
            counters.counter("c" + i);
        }
        assertThatThrownBy(() -> counters.counter("one_more"))
                .isInstanceOf(FirmwareException.class)
                .hasMessageContaining("1024");
        assertThat(counters.counter("c5")).isNotNull();
    }
}
