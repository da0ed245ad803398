package knet.firmware;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * Defines classes from bytes in memory. A jar that is written anew while its classifier runs does
 * no harm, and no file stays open. Parents come first, so that a copy of this module in a jar is
 * not used.
 */
final class InMemoryClassLoader extends ClassLoader {
    private final Map<String, byte[]> entries;

    /**
     * @param entries file contents by path, for instance {@code org/example/Mine.class}
     */
    InMemoryClassLoader(
            final String name, final Map<String, byte[]> entries, final ClassLoader parent) {
        super(name, parent);
        this.entries = entries;
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException {
        final byte[] bytes = entries.get(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(final String name) {
        final byte[] bytes = entries.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}
