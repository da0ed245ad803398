package knet.tools.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import knet.tools.report.Html;
import knet.tools.report.page.Timeline.Instant;
import knet.tools.report.page.Timeline.Lane;
import knet.tools.report.page.Timeline.Signal;
import knet.tools.report.page.Timeline.Span;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final List<Lane> LANES = List.of(Lane.processor(0), Lane.queue(0));

    @Test
    void spansOfOneLaneDoNotOverlap() {
        assertThatThrownBy(() -> timeline(span(0, 10, 20), span(0, 19, 30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lane 0: '19' starts at 19 ns, before '10' ends at 20 ns");
        assertThat(timeline(span(0, 20, 30), span(0, 10, 20), span(1, 15, 25)).spans()).hasSize(3);
    }

    @Test
    void lanesAndTimesAreChecked() {
        assertThatThrownBy(() -> timeline(span(2, 0, 1))).hasMessage("lane 2, but there are 2");
        assertThatThrownBy(() -> span(0, 2, 1)).hasMessage("span from 2 to 1 ns: 2");
        assertThatThrownBy(() -> span(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Instant(0, Signal.RAISED, Timeline.MAX_NS + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new Timeline(
                                        "t",
                                        LANES,
                                        List.of(),
                                        List.of(new Instant(-1, Signal.LOST, 0))))
                .hasMessage("lane -1, but there are 2");
    }

    @Test
    void theScriptGetsEverySpanAndInstantBack() throws Exception {
        final Timeline timeline = ExamplePage.timeline(3, 2, 900, 1);
        final JsonNode json =
                new ObjectMapper().readTree(TimelineJson.of(timeline, TimelineIndex.of(timeline)));
        final List<Span> spans = new ArrayList<>();
        final List<Instant> instants = new ArrayList<>();
        for (int lane = 0; lane < timeline.lanes().size(); lane++) {
            long last = 0;
            final JsonNode numbers = json.at("/spans/" + lane);
            for (int i = 0; i < numbers.size(); i += 4) {
                final long start = last + numbers.get(i).asLong();
                last = start + numbers.get(i + 1).asLong();
                final String kind = json.at("/kinds/" + numbers.get(i + 2).asInt()).asText();
                final String ink = json.at("/inks/" + numbers.get(i + 2).asInt()).asText();
                final String label = json.at("/labels/" + numbers.get(i + 3).asInt()).asText();
                spans.add(
                        new Span(
                                lane,
                                new Kind(kind, Ink.valueOf(ink.toUpperCase(java.util.Locale.ROOT))),
                                start,
                                last,
                                label));
            }
            long at = 0;
            final JsonNode marks = json.at("/instants/" + lane);
            for (int i = 0; i < marks.size(); i += 2) {
                at += marks.get(i).asLong();
                final String word = json.at("/signals/" + marks.get(i + 1).asInt()).asText();
                instants.add(
                        new Instant(
                                lane, Signal.valueOf(word.toUpperCase(java.util.Locale.ROOT)), at));
            }
        }

        assertThat(spans).containsExactlyInAnyOrderElementsOf(timeline.spans());
        assertThat(instants).containsExactlyInAnyOrderElementsOf(timeline.instants());
    }

    @Test
    void theDrawingWithoutAScriptIsBoundedHoweverManySpansThereAre() {
        final Timeline few = ExamplePage.timeline(64, 0, 6_400, 1);
        final Timeline many = ExamplePage.timeline(64, 0, 200_000, 1);

        assertThat(overview(many).length()).isLessThan(3 * overview(few).length());
        assertThat(overview(many).length()).isLessThan(600_000);
    }

    @Test
    void theDrawingShowsSharesOfTime() {
        final String busy = overview(timeline(span(0, 0, 50), span(1, 99, 100)));

        // Half of the first lane, full height; of the second, the last hundredth.
        assertThat(busy).contains("d=\"M0 0h150v24h-150z\"").contains("d=\"M297 0h3v24h-3z\"");
    }

    private static String overview(final Timeline timeline) {
        final Html html = new Html();
        new TimelineOverview(timeline, TimelineIndex.of(timeline)).write(html);
        return html.toString();
    }

    private static Timeline timeline(final Span... spans) {
        return new Timeline("what happened", LANES, List.of(spans), List.of());
    }

    private static Span span(final int lane, final long startNs, final long endNs) {
        return new Span(lane, Kind.SOFTIRQ, startNs, endNs, Long.toString(startNs));
    }
}
