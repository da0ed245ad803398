package knet.firmware;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Defines classes from bytes in memory, so that no file stays open. Parents come first, so that a
 * copy of this module in a jar is not used; but for the classifier's own classes, so that a copy of
 * a built-in one that somebody has changed is.
 */
final class InMemoryClassLoader extends ClassLoader {
    private final Map<String, byte[]> entries;
    private final Predicate<String> isOwn;

    /**
     * @param entries file contents by path, for instance {@code org/example/Mine.class}
     * @param isOwn tells which of the entries' classes, by name, are not looked for in the parent
     */
    InMemoryClassLoader(
            final String name,
            final Map<String, byte[]> entries,
            final Predicate<String> isOwn,
            final ClassLoader parent) {
        super(name, parent);
        this.entries = entries;
        this.isOwn = isOwn;
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve)
            throws ClassNotFoundException {
        if (!isOwn.test(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
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
