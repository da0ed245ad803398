package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;
import org.junit.jupiter.api.Test;

final class ChromeTraceTest {
    private static final Timeline TIMELINE =
            new Timeline(
                    "two lanes",
                    List.of(Lane.processor(0), Lane.processor(1), Lane.queue(0)),
                    List.of(
                            new Span(1, Kind.SOFTIRQ, 1_234_567_890_123_456L, Timeline.MAX_NS, ""),
                            new Span(0, Kind.KERNEL_THREAD, 1_500, 2_001, "queue \"0\"")),
                    List.of(new Instant(2, Signal.SUPPRESSED, 1_999)));

    @Test
    void spansAreCompleteEventsInMicrosecondsExactToTheNanosecond() throws Exception {
        final List<JsonNode> spans = events("X");

        assertThat(spans).hasSize(2);
        assertThat(spans.get(0).at("/name").asText()).isEqualTo("queue \"0\"");
        assertThat(spans.get(0).at("/cat").asText()).isEqualTo("kernel thread");
        assertThat(spans.get(0).at("/ts").decimalValue()).isEqualByComparingTo("1.500");
        assertThat(spans.get(0).at("/dur").decimalValue()).isEqualByComparingTo("0.501");
        assertThat(spans.get(1).at("/name").asText()).isEqualTo("softirq");
        assertThat(spans.get(1).at("/ts").decimalValue()).isEqualByComparingTo("1234567890123.456");
    }

    @Test
    void numbersAreWrittenWithoutExponents() throws Exception {
        assertThat(text()).contains("\"ts\":1234567890123.456", "\"ts\":1.500");
        assertThat(text()).doesNotContainPattern("\\d[eE][+-]?\\d");
    }

    @Test
    void instantsBelongToTheirLane() throws Exception {
        final JsonNode instant = events("i").get(0);

        assertThat(instant.at("/name").asText()).isEqualTo("suppressed");
        assertThat(instant.at("/s").asText()).isEqualTo("t");
        assertThat(instant.at("/ts").decimalValue()).isEqualByComparingTo("1.999");
        assertThat(instant.at("/pid").asInt()).isEqualTo(2);
        assertThat(instant.at("/tid").asInt()).isEqualTo(3);
    }

    @Test
    void groupsAreProcessesAndLanesAreThreads() throws Exception {
        assertThat(events("M"))
                .filteredOn(event -> event.at("/name").asText().endsWith("_name"))
                .extracting(
                        event ->
                                event.at("/name").asText()
                                        + " "
                                        + event.at("/pid").asInt()
                                        + " "
                                        + event.at("/tid").asInt()
                                        + " "
                                        + event.at("/args/name").asText())
                .containsExactly(
                        "process_name 1 0 processors",
                        "thread_name 1 1 CPU 0",
                        "thread_name 1 2 CPU 1",
                        "process_name 2 0 queues",
                        "thread_name 2 3 queue 0");
    }

    @Test
    void theDocumentIsOneObjectAndTheStreamStaysOpen() throws Exception {
        final boolean[] isClosed = {false};
        final ByteArrayOutputStream out =
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        isClosed[0] = true;
                    }
                };
        ChromeTrace.write(TIMELINE, out);

        assertThat(isClosed[0]).isFalse();
        final JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertThat(json.at("/displayTimeUnit").asText()).isEqualTo("ns");
        assertThat(json.at("/traceEvents").isArray()).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("}\n");
    }

    private static List<JsonNode> events(final String phase) throws IOException {
        final JsonNode json =
                JsonMapper.builder()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build()
                        .readTree(text());
        return StreamSupport.stream(json.at("/traceEvents").spliterator(), false)
                .filter(event -> event.at("/ph").asText().equals(phase))
                .toList();
    }

    private static String text() throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        ChromeTrace.write(TIMELINE, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
