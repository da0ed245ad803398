/**
 * Self-contained HTML pages for comparisons and experiments: the answer first, then sections of
 * charts and tables, and the whole result as JSON.
 *
 * <p>{@link knet.tools.report.page.Page} is the model, made of immutable records that know nothing
 * of where their figures come from; {@link knet.tools.report.page.PageHtml} writes it, {@link
 * knet.tools.report.page.ChromeTrace} writes a timeline for other viewers. Charts are SVG that is
 * complete without a script; a script only shows exact values under the pointer and zooms the
 * timeline. The same page gives the same bytes everywhere.
 *
 * <pre>{@code
 * Curves goodput =
 *     new Curves(
 *         "Delivered over offered rate",
 *         Axis.linear("offered rate", Unit.packetsPerSecond()),
 *         Axis.linear("delivered rate", Unit.packetsPerSecond()),
 *         List.of(Series.of("knet", points).withMark(131_000, "MLFRR")));
 * Page page =
 *     new Page(
 *         "knet lab livelock",
 *         new Answer("knet stays flat beyond its MLFRR", "At 300 kpps ...", Tone.GOOD),
 *         new Origin("web.pcap: 5,759 frames", "knet lab livelock ...", seed, costs),
 *         List.of(),
 *         List.of(new Section("Goodput", "What stays flat is well designed.", goodput)),
 *         resultJson);
 * Files.writeString(file, page.toHtml());
 * }</pre>
 *
 * <p>Shares style and formats with {@link knet.tools.report}; depends on nothing else of knet.
 */
package knet.tools.report.page;
