package knet.firmware;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/** A classifier's own named counters. Asked for at start, written per packet. */
public final class FirmwareCounters {
    /** Most counters of one classifier. */
    public static final int MAX_COUNTERS = 1024;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private final Allocator allocator;
    private final Map<String, FirmwareCounter> counters = new LinkedHashMap<>();

    public FirmwareCounters(final Allocator allocator) {
        this.allocator = allocator;
    }

    /** Counters on the heap: for tests, and where no device is. */
    public static FirmwareCounters inMemory() {
        return new FirmwareCounters(name -> new FirmwareCounter());
    }

    /**
     * The counter of that name, made if it is the first time that it is asked for.
     *
     * @param name lower-case letters, digits and underscores, a letter first, at most 64 of them;
     *     Linux's spelling where it has one
     * @throws FirmwareException if the name is not of that form, or there are too many counters
     */
    public FirmwareCounter counter(final String name) {
        final FirmwareCounter known = counters.get(name);
        if (known != null) {
            return known;
        }
        if (!NAME.matcher(name).matches()) {
            throw new FirmwareException(
                    "counter "
                            + Text.quote(name)
                            + " is not named as wanted: "
                            + "1 to 64 of a-z, 0-9 and _, a letter first");
        }
        if (counters.size() == MAX_COUNTERS) {
            throw new FirmwareException(
                    "more than " + MAX_COUNTERS + " counters: no room for " + Text.quote(name));
        }
        final FirmwareCounter counter = allocator.allocate(name);
        counters.put(name, counter);
        return counter;
    }

    /** Names and values, in the order in which they were asked for. */
    public void forEach(final ObjLongConsumer<String> action) {
        counters.forEach((name, counter) -> action.accept(name, counter.get()));
    }

    /** Gives a counter its place, for instance among a device's Agrona counters. */
    @FunctionalInterface
    public interface Allocator {
        FirmwareCounter allocate(String name);
    }
}
