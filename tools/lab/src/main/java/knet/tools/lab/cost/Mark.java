package knet.tools.lab.cost;

import java.util.Locale;

/** Where a figure of a cost model comes from. */
public enum Mark {
    /** It stands in the source that is named. */
    CITED,
    /** It was measured, in the way that is said. */
    MEASURED,
    /** It was chosen so that the result that is named comes out. */
    FITTED,
    /** Nobody has measured it: a figure of the right order, for the reason that is given. */
    ASSUMED;

    /** As it stands in a file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
