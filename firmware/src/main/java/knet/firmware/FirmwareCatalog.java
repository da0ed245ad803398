package knet.firmware;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds classifiers and makes them. By name those that {@code
 * META-INF/services/knet.firmware.Classifier} files on the class path list; by its full name any
 * class on the class path; and from a file: {@code FILE.java}, which is compiled, {@code
 * FILE.class}, {@code FILE.jar}, if it lists exactly one, or {@code FILE.jar!CLASS}.
 *
 * <p>Every error is a {@link FirmwareException} with a message of one line. Used at start, by one
 * thread.
 */
public final class FirmwareCatalog {
    private static final String BUILT_IN = "knet.firmware.builtin.";

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
        return image(new FirmwareSpec(name, Map.of())).describe();
    }

    /**
     * Finds a classifier and loads it; a source is compiled. None of its code runs.
     *
     * @throws FirmwareException if there is none of that name, or it cannot be loaded; if it does
     *     not compile, then with the compiler's report
     */
    public FirmwareImage image(final FirmwareSpec spec) {
        final FirmwareFile file = FirmwareFile.of(spec.name());
        if (file == null || byName.containsKey(spec.name())) {
            return new FirmwareImage(spec, find(spec.name()));
        }
        final FirmwareCode code = FirmwareCode.read(file);
        final ClassLoader own =
                new InMemoryClassLoader(file.path(), code.entries(), code.isOwn(), loader);
        return new FirmwareImage(
                spec.withFile(file.absolute().withVersion(code.version())),
                FirmwareClass.load(code.className(), own, file.path(), code.classNames()));
    }

    /**
     * Makes a classifier for a device with so many queues, 1 to 256.
     *
     * @throws FirmwareException if there is none of that name, a parameter is unknown or wrong, or
     *     it cannot serve so many queues
     */
    public Classifier create(final FirmwareSpec spec, final int queues) {
        return image(spec).create(queues);
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
        if (name.indexOf('.') > 0 && name.indexOf('/') < 0) {
            return FirmwareClass.load(name, loader, "the class path");
        }
        throw new FirmwareException(
                "no firmware "
                        + Text.quote(name)
                        + Text.suggestion(name, byName.keySet())
                        + "; there are "
                        + String.join(", ", byName.keySet())
                        + ", class names, FILE.java, FILE.class, FILE.jar and FILE.jar!CLASS");
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
}
