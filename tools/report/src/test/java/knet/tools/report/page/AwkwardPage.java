package knet.tools.report.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import knet.tools.report.JsonText;
import knet.tools.report.page.CostTable.Mark;
import knet.tools.report.page.CostTable.Price;
import knet.tools.report.page.Curves.Point;
import knet.tools.report.page.Curves.Series;
import knet.tools.report.page.Table.Cell;
import knet.tools.report.page.Table.Column;
import knet.tools.report.page.Table.Row;
import knet.tools.report.page.Table.RowKind;

/** A page of everything that no layout likes. Every figure stands in its JSON. */
final class AwkwardPage {
    static final String EVIL = "\"><img src=x onerror=alert(1)></style></script><!--'&\u0000";

    private static final String LONG =
            "napi-multi with flow-hash:key=symmetric,udp=2tuple and rx-usecs 50, rx-frames 32";

    private static final String UNBROKEN = "a_name_without_any_blank_".repeat(4);

    private final List<Number> numbers = new ArrayList<>();
    private final Random random = new Random(5);

    private AwkwardPage() {}

    static Page build() {
        return new AwkwardPage().page();
    }

    private Page page() {
        final List<Section> sections =
                List.of(
                        section("Twelve series", curves()),
                        section("Zeros on logarithmic axes", zeros()),
                        section("One point", onePoint(7)),
                        section("One point at zero", onePoint(0)),
                        section("Nothing at all", nothing()),
                        section("Huge and negative", huge()),
                        section("64 processors", processors()),
                        section("Long names, absolute values", absolute()),
                        section("64 by 64", heat()),
                        section("A wide and long table", table()),
                        section("Long costs", tornado()),
                        section("50,000 spans", timeline()),
                        section("Two short spans far apart", sparse()),
                        section("An empty timeline", empty()),
                        section(EVIL + UNBROKEN, Prose.of(UNBROKEN.repeat(5), EVIL)));
        return new Page(
                "knet lab " + EVIL,
                new Answer(UNBROKEN + " " + LONG, EVIL + " " + LONG, Answer.Tone.NOTE),
                new Origin(
                        EVIL + UNBROKEN,
                        "knet lab --firmware '" + EVIL + "' " + UNBROKEN,
                        Long.MIN_VALUE,
                        costs()),
                List.of(EVIL, UNBROKEN),
                sections,
                json());
    }

    private static Section section(final String heading, final Content content) {
        return new Section(heading, LONG, content);
    }

    private Figure figure(final Number value) {
        numbers.add(value);
        return Figure.of("figures." + (numbers.size() - 1), value);
    }

    private Curves curves() {
        final List<Series> series = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            final List<Point> points = new ArrayList<>();
            for (int k = 0; k < (i == 3 ? 1 : 40); k++) {
                final boolean isGap = i == 5 && k % 7 < 2;
                points.add(
                        new Point(
                                1_000_000.0 * k,
                                isGap
                                        ? Figure.NONE
                                        : figure(k * (i + 1) * 1e6 * random.nextDouble())));
            }
            series.add(
                    Series.of((i % 3 == 0 ? UNBROKEN : LONG) + " no. " + i, points)
                            .withMark(20e6 + 2e5 * i * i, i == 7 ? LONG : "MLFRR"));
        }
        return new Curves(
                LONG + EVIL,
                Axis.linear(LONG, Unit.packetsPerSecond()),
                Axis.linear(LONG + " " + UNBROKEN, Unit.bitsPerSecond()),
                series);
    }

    private Curves zeros() {
        return new Curves(
                "zeros",
                Axis.log("frames", Unit.count("frames")),
                Axis.log("time", Unit.time()),
                List.of(
                        Series.of(
                                "from nothing",
                                List.of(
                                        new Point(0, figure(0)),
                                        new Point(1, figure(3)),
                                        new Point(1e9, figure(4_000_000_000L)))),
                        Series.of(
                                "below nothing",
                                List.of(new Point(10, figure(-5)), new Point(1e4, figure(1e-3)))),
                        Series.of("zeros alone", List.of(new Point(100, figure(0.0))))));
    }

    private Curves onePoint(final double value) {
        return new Curves(
                "one point",
                Axis.linear("x", Unit.ratio()),
                Axis.linear("y", Unit.percent()),
                List.of(
                        Series.of("a point", List.of(new Point(value, figure(value))))
                                .withMark(value, LONG)));
    }

    private static Curves nothing() {
        return new Curves(
                "nothing",
                Axis.linear("x", Unit.time()),
                Axis.log("y", Unit.bytes()),
                List.of(Series.of("no points", List.of())));
    }

    private Curves huge() {
        return new Curves(
                "huge",
                Axis.linear("x", Unit.plain("furlongs per fortnight")),
                Axis.linear("y", Unit.bytes()),
                List.of(
                        Series.of(
                                "huge",
                                List.of(
                                        new Point(-1e300, figure(1.7e308)),
                                        new Point(0, figure(-1.7e308)),
                                        new Point(1e300, figure(0))))));
    }

    private Stacked processors() {
        final List<Stacked.Row> rows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            final double busy = i % 9 == 0 ? 0 : 100 * random.nextDouble();
            rows.add(
                    new Stacked.Row(
                            "CPU " + i,
                            List.of(
                                    figure(busy * 0.25),
                                    figure(busy * 0.5),
                                    figure(busy * 0.001),
                                    figure(busy * 0.249),
                                    figure(100 - busy))));
        }
        return Stacked.percent("64 processors", LONG, kinds(), rows);
    }

    private static List<Kind> kinds() {
        return List.of(
                Kind.HARD_INTERRUPT,
                Kind.SOFTIRQ,
                Kind.KERNEL_THREAD,
                new Kind(LONG, Ink.PURPLE),
                Kind.IDLE);
    }

    private Stacked absolute() {
        final List<Stacked.Row> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            final Figure[] values = new Figure[5];
            Arrays.setAll(values, part -> figure((long) (1e9 * random.nextDouble())));
            rows.add(
                    new Stacked.Row(
                            i % 2 == 0 ? UNBROKEN : LONG,
                            i == 4
                                    ? List.of(
                                            figure(0),
                                            figure(0),
                                            Figure.NONE,
                                            figure(-3),
                                            figure(0))
                                    : List.of(values)));
        }
        return new Stacked("absolute", Axis.linear(LONG, Unit.time()), kinds(), 0, rows);
    }

    private HeatMap heat() {
        final List<String> columns = new ArrayList<>();
        final List<HeatMap.Row> rows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            columns.add(i == 9 ? LONG : "q" + i);
            final List<Figure> figures = new ArrayList<>();
            for (int k = 0; k < 64; k++) {
                figures.add(
                        i == k ? Figure.NONE : figure((long) StrictMath.exp(i * k / 200.0) - 1));
            }
            rows.add(new HeatMap.Row(i == 5 ? UNBROKEN : "CPU " + i, figures));
        }
        return new HeatMap(
                LONG, UNBROKEN, LONG, Unit.count("frames"), Axis.Scale.LOG, columns, rows);
    }

    private Table table() {
        final List<Column> columns = new ArrayList<>();
        columns.add(Column.words("name"));
        columns.add(Column.words(LONG));
        for (int i = 0; i < 28; i++) {
            columns.add(
                    new Column(
                            i == 4 ? UNBROKEN : "column " + i,
                            List.of(Unit.time(), Unit.bytes(), Unit.count(), Unit.percent())
                                    .get(i % 4)));
        }
        final List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            final List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(i == 50 ? UNBROKEN : i == 51 ? EVIL : "row " + i));
            cells.add(Cell.of(i % 10 == 0 ? LONG + EVIL : ""));
            for (int k = 0; k < 28; k++) {
                cells.add(
                        new Cell(
                                "",
                                k == i % 28
                                        ? Figure.NONE
                                        : figure(
                                                k % 2 == 0
                                                        ? (Number)
                                                                (long) (1e12 * random.nextDouble())
                                                        : (Number) (random.nextDouble() / 3))));
            }
            rows.add(
                    new Row(
                            cells,
                            i == 7 ? RowKind.BEST : i == 99 ? RowKind.TOTAL : RowKind.PLAIN));
        }
        return new Table(LONG + EVIL, columns, rows);
    }

    private Tornado tornado() {
        return new Tornado(
                LONG,
                Axis.linear(LONG, Unit.packetsPerSecond()),
                figure(1e6),
                List.of(
                        new Tornado.Change(UNBROKEN, figure(0), figure(0)),
                        new Tornado.Change(LONG, figure(2e6), figure(1.9e6)),
                        new Tornado.Change("none", figure(1e6), figure(1e6)),
                        new Tornado.Change(EVIL, Figure.NONE, figure(1.5e6))));
    }

    private static Timeline timeline() {
        final Timeline plain = ExamplePage.timeline(64, 64, 50_000, 3);
        final List<Timeline.Span> spans = new ArrayList<>(plain.spans());
        spans.add(new Timeline.Span(3, Kind.IDLE, 20_000_000, 20_000_001, EVIL));
        return new Timeline(LONG + EVIL, plain.lanes(), spans, plain.instants());
    }

    /** A nanosecond at the beginning and one after many days. */
    private static Timeline sparse() {
        return new Timeline(
                "sparse",
                List.of(Timeline.Lane.processor(0), new Timeline.Lane("other", EVIL + UNBROKEN)),
                List.of(
                        new Timeline.Span(0, Kind.SOFTIRQ, 0, 1, LONG),
                        new Timeline.Span(
                                1,
                                Kind.USER_THREAD,
                                Timeline.MAX_NS - 1,
                                Timeline.MAX_NS,
                                UNBROKEN)),
                List.of(new Timeline.Instant(1, Timeline.Signal.LOST, 7)));
    }

    private static Timeline empty() {
        return new Timeline(
                "empty",
                List.of(Timeline.Lane.processor(0), new Timeline.Lane("other", EVIL + UNBROKEN)),
                List.of(),
                List.of());
    }

    private CostTable costs() {
        final List<Price> prices = new ArrayList<>();
        for (final Mark mark : Mark.values()) {
            prices.add(
                    new Price(
                            mark.word() + UNBROKEN,
                            LONG,
                            figure(1 / 3.0),
                            "cycles",
                            mark,
                            EVIL + LONG + LONG));
        }
        return new CostTable(EVIL, prices);
    }

    private String json() {
        return JsonText.of(
                json -> {
                    json.writeStartObject();
                    json.writeStringField("evil", EVIL);
                    json.writeArrayFieldStart("figures");
                    for (final Number number : numbers) {
                        if (number instanceof Double) {
                            json.writeNumber(number.doubleValue());
                        } else {
                            json.writeNumber(number.longValue());
                        }
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
