package knet.firmware;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds classifiers and makes them. By name those that {@code
 * META-INF/services/knet.firmware.Classifier} files on the class path list; by its full name any
 * class on the class path; from a jar by {@code path.jar}, if it lists exactly one, or {@code
 * path.jar!class}.
 *
 * <p>Every error is a {@link FirmwareException} with a message of one line. Used at start, by one
 * thread.
 */
public final class FirmwareCatalog {
    private static final String BUILT_IN = "knet.firmware.builtin.";
    private static final String JAR = ".jar";
    private static final String IN_JAR = ".jar!";

    private final ClassLoader loader;
    private final Map<String, List<FirmwareClass>> byName = new TreeMap<>();

    /** Listed classes that cannot be used, and why, by class name. */
    private final Map<String, String> broken = new TreeMap<>();

    private FirmwareCatalog(final ClassLoader loader) {
        this.loader = loader;
        for (final String className : ServicesFile.read(loader)) {
            final String origin = className.startsWith(BUILT_IN) ? "built-in" : "class path";
            try {
                final FirmwareClass found = FirmwareClass.load(className, loader, origin);
                byName.computeIfAbsent(found.name(), name -> new ArrayList<>()).add(found);
            } catch (final FirmwareException e) {
                broken.put(className, e.getMessage());
            }
        }
    }

    /** What is on the class path of this module. */
    public static FirmwareCatalog load() {
        return load(FirmwareCatalog.class.getClassLoader());
    }

    /** What a class loader sees. */
    public static FirmwareCatalog load(final ClassLoader loader) {
        return new FirmwareCatalog(loader);
    }

    /** Names that can be asked for, sorted. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** All listed classifiers, sorted by name. Those that cannot be used say why in their help. */
    public List<FirmwareInfo> list() {
        final List<FirmwareInfo> infos = new ArrayList<>();
        byName.values().forEach(classes -> classes.forEach(c -> infos.add(c.describe())));
        broken.forEach(
                (className, why) ->
                        infos.add(
                                new FirmwareInfo(
                                        className, why, "", null, List.of(), className, "broken")));
        infos.sort(Comparator.comparing(FirmwareInfo::name));
        return infos;
    }

    /**
     * Describes one classifier, by whatever {@link FirmwareSpec#name()} can be.
     *
     * @throws FirmwareException if there is none
     */
    public FirmwareInfo describe(final String name) {
        return find(name).describe();
    }

    /**
     * Makes a classifier for a device with so many queues, 1 to 256.
     *
     * @throws FirmwareException if there is none of that name, a parameter is unknown or wrong, or
     *     it cannot serve so many queues
     */
    public Classifier create(final FirmwareSpec spec, final int queues) {
        return find(spec.name()).create(Parameters.of(spec, queues));
    }

    /** As {@link #create(FirmwareSpec, int)}, from text. */
    public Classifier create(final String spec, final int queues) {
        return create(FirmwareSpec.parse(spec), queues);
    }

    private FirmwareClass find(final String name) {
        final List<FirmwareClass> named = byName.get(name);
        if (named != null) {
            return onlyOne(name, named);
        }
        final int inJar = name.indexOf(IN_JAR);
        if (inJar >= 0) {
            final String path = name.substring(0, inJar + JAR.length());
            return fromJar(path, name.substring(inJar + IN_JAR.length()));
        }
        if (name.endsWith(JAR)) {
            return fromJar(name, null);
        }
        if (name.indexOf('.') > 0 && name.indexOf('/') < 0) {
            return FirmwareClass.load(name, loader, "the class path");
        }
        throw new FirmwareException(
                "no firmware "
                        + Text.quote(name)
                        + Text.suggestion(name, byName.keySet())
                        + "; there are "
                        + String.join(", ", byName.keySet())
                        + ", and class names, path.jar and path.jar!class");
    }

    private static FirmwareClass onlyOne(final String name, final List<FirmwareClass> classes) {
        if (classes.size() > 1) {
            throw new FirmwareException(
                    Text.quote(name)
                            + " is the name of several: "
                            + classes.stream()
                                    .map(FirmwareClass::className)
                                    .collect(Collectors.joining(", "))
                            + "; give the class name");
        }
        return classes.get(0);
    }

    private FirmwareClass fromJar(final String path, final String className) {
        final Map<String, byte[]> contents = JarContents.read(path);
        final ClassLoader jarLoader = new InMemoryClassLoader(path, contents, loader);
        if (className != null) {
            return FirmwareClass.load(className, jarLoader, path);
        }
        final byte[] services = contents.get(ServicesFile.PATH);
        if (services == null) {
            throw new FirmwareException(
                    Text.quote(path)
                            + " has no "
                            + ServicesFile.PATH
                            + "; name one: path.jar!class");
        }
        final List<String> listed = ServicesFile.read(new ByteArrayInputStream(services));
        if (listed.size() != 1) {
            throw new FirmwareException(
                    Text.quote(path)
                            + " lists "
                            + (listed.isEmpty() ? "no class" : String.join(", ", listed))
                            + "; name one: path.jar!class");
        }
        return FirmwareClass.load(listed.get(0), jarLoader, path);
    }
}
