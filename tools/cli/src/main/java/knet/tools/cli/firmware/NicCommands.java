package knet.tools.cli.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import knet.firmware.hardware.NicSettings;
import knet.firmware.parts.HashFunction;
import knet.firmware.parts.RssHash;

/**
 * {@link NicSettings} as the commands of a tool. Lines that begin with {@code #} are for people:
 * what cannot be said, and what to look at.
 */
abstract class NicCommands {
    /** From a key of 40 bytes to one of 52. */
    static final int LONGER_KEY_BYTES = 12;

    private final NicSettings settings;
    private final int queues;
    private final List<String> lines = new ArrayList<>();

    NicCommands(final NicSettings settings, final int queues) {
        this.settings = settings;
        this.queues = queues;
    }

    /** All of them; to be called once. */
    final List<String> lines() {
        settings.exceptions().forEach(sentence -> add("# not said: " + sentence));
        final RssHash hash = settings.hash();
        final boolean hasHash = hash != null && canHash(hash);
        if (hasHash || !settings.filters().isEmpty()) {
            queues();
        }
        if (hasHash) {
            hash(hash);
        }
        filters();
        return List.copyOf(lines);
    }

    private boolean canHash(final RssHash hash) {
        if (hash.function() != HashFunction.TOEPLITZ) {
            add(
                    "# cannot hash with "
                            + hash.function().name().toLowerCase(Locale.ROOT)
                            + ": "
                            + otherFunctions());
            return false;
        }
        final String why = cannotBeSymmetric(hash);
        if (why != null) {
            add("# " + why);
            return false;
        }
        return true;
    }

    final void add(final String line) {
        lines.add(line);
    }

    /** Puts a line before those that were added since there were so many. */
    final void addAt(final int count, final String line) {
        lines.add(count, line);
    }

    final int count() {
        return lines.size();
    }

    final NicSettings settings() {
        return settings;
    }

    /** Queues that the NIC is to have. */
    final int queueCount() {
        return queues;
    }

    /** Whether the hash is of what a tunnel carries. */
    final boolean isInner() {
        return settings.hash() != null && settings.hash().isInner();
    }

    /**
     * NICs take a key of their own length alone. What is behind the 40th byte meets no input: 36
     * bytes of an IPv6 flow and the 32 bits that the hash has.
     *
     * @param where tells a NIC's length
     * @param more twelve bytes, as they are to be written
     */
    static String longerKey(final String where, final String more) {
        return "# for a key of 40 bytes; "
                + where
                + " tells the NIC's length. Where it is 52 (i40e, ice, iavf) the command fails: end"
                + " the key with "
                + more
                + ", which changes no hash";
    }

    /** What the tool knows of hash functions, if not this one. */
    abstract String otherFunctions();

    /** Why a hash cannot be made symmetric as it is to be; null if it can. */
    abstract String cannotBeSymmetric(RssHash hash);

    /** Adds what makes so many queues. */
    abstract void queues();

    /** Adds what sets function, key, table and fields. */
    abstract void hash(RssHash hash);

    /** Adds the filters, of which there may be none. */
    abstract void filters();
}
