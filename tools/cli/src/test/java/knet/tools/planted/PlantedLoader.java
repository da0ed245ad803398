package knet.tools.planted;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Loads all of knet once more, some classes of it in another form; everything else is shared. */
final class PlantedLoader extends ClassLoader {
    private static final String OURS = "knet.";

    private final Map<String, byte[]> planted;

    /**
     * @param planted class files by the name of their class
     */
    PlantedLoader(final Map<String, byte[]> planted) {
        super(PlantedLoader.class.getClassLoader());
        this.planted = planted;
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve)
            throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        byte[] bytes = planted.get(name);
        if (bytes == null) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (final IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
