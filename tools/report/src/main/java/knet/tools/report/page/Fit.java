package knet.tools.report.page;

/** How far an axis goes beyond its values. */
enum Fit {
    /** Not at all. */
    EXACT,
    /** From zero, or to the next tick, where that is near: a horizontal axis. */
    NEAR,
    /** From zero, and to the next tick: a vertical axis, and that of bars. */
    LOOSE
}
