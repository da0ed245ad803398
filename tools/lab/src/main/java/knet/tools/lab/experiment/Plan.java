package knet.tools.lab.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * Machines to run, each value of a list with each of all others.
 *
 * @param ways modes with classifiers
 * @param rates as {@code --rate} has them
 * @param rings descriptors of a receive ring, powers of two
 */
public record Plan(
        List<Way> ways,
        List<Integer> cpus,
        List<String> rates,
        List<Integer> rxUsecs,
        List<Integer> rxFrames,
        List<Integer> rings) {
    public Plan {
        ways = List.copyOf(ways);
        cpus = List.copyOf(cpus);
        rates = List.copyOf(rates);
        rxUsecs = List.copyOf(rxUsecs);
        rxFrames = List.copyOf(rxFrames);
        rings = List.copyOf(rings);
    }

    /** How many there are; {@link Long#MAX_VALUE} if no long holds it. */
    public long runs() {
        long product = 1;
        try {
            for (final List<?> list : List.of(ways, cpus, rates, rxUsecs, rxFrames, rings)) {
                product = Math.multiplyExact(product, (long) list.size());
            }
            return product;
        } catch (final ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether it has several values. */
    public boolean varies(final Factor factor) {
        final List<?> values =
                switch (factor) {
                    case RATE -> rates;
                    case RX_USECS -> rxUsecs;
                    case RX_FRAMES -> rxFrames;
                    case CPUS -> cpus;
                    case RING -> rings;
                };
        return values.size() > 1;
    }

    /**
     * All of them, the way changing slowest.
     *
     * @param base has what is the same for all
     */
    List<Setup> setups(final Setup base) {
        List<Setup> setups = new ArrayList<>();
        for (final Way way : ways) {
            setups.add(base.withWay(way));
        }
        setups = each(setups, cpus, Setup::withCpus);
        setups = each(setups, rings, (setup, ring) -> setup.withSizes(ring, setup.socketFrames()));
        setups = each(setups, rates, Setup::withRate);
        setups =
                each(
                        setups,
                        rxFrames,
                        (setup, frames) -> setup.withModeration(setup.rxUsecs(), frames));
        return each(
                setups, rxUsecs, (setup, usecs) -> setup.withModeration(usecs, setup.rxFrames()));
    }

    private interface Change<T> {
        Setup of(Setup setup, T value);
    }

    private static <T> List<Setup> each(
            final List<Setup> setups, final List<T> values, final Change<T> change) {
        final List<Setup> all = new ArrayList<>();
        for (final Setup setup : setups) {
            values.forEach(value -> all.add(change.of(setup, value)));
        }
        return all;
    }
}
