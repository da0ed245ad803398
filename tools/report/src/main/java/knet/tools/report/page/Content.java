package knet.tools.report.page;

/** What a section shows. */
public sealed interface Content permits Curves, Stacked, HeatMap, Timeline, Table, Tornado, Prose {}
