package knet.firmware;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the last few sources were compiled to. A host asks for the same classifier once for each
 * queue; each gets a class loader of its own, but the compiler need not run again.
 */
final class CompiledSources {
    private static final int MOST = 16;

    private static final Map<String, Map<String, byte[]>> BY_VERSION =
            new LinkedHashMap<>(MOST, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        final Map.Entry<String, Map<String, byte[]>> eldest) {
                    return size() > MOST;
                }
            };

    private CompiledSources() {}

    /**
     * Class files by path.
     *
     * @param version of the bytes
     * @throws FirmwareException if the source does not compile
     */
    static Map<String, byte[]> get(final String path, final String version, final byte[] bytes) {
        final String key = version + bytes.length + path;
        synchronized (BY_VERSION) {
            final Map<String, byte[]> known = BY_VERSION.get(key);
            if (known != null) {
                return known;
            }
        }
        final Map<String, byte[]> classes = Map.copyOf(SourceCompiler.compile(path, bytes));
        synchronized (BY_VERSION) {
            BY_VERSION.put(key, classes);
        }
        return classes;
    }
}
