package knet.firmware;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A class that implements {@link Classifier}: checked, named, described, made. */
final class FirmwareClass {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private final Class<? extends Classifier> type;
    private final Constructor<? extends Classifier> constructor;
    private final boolean takesParameters;
    private final String name;
    private final String origin;

    private FirmwareClass(
            final Class<? extends Classifier> type,
            final Constructor<? extends Classifier> constructor,
            final String origin) {
        this.type = type;
        this.constructor = constructor;
        this.takesParameters = constructor.getParameterCount() == 1;
        this.origin = origin;
        this.name = nameOf(type);
    }

    /**
     * Loads a class without running any of its code.
     *
     * @throws FirmwareException if it is not there, or no classifier that can be made
     */
    static FirmwareClass load(
            final String className, final ClassLoader loader, final String origin) {
        return load(className, loader, origin, List.of());
    }

    /**
     * As {@link #load(String, ClassLoader, String)}.
     *
     * @param others classes that may be meant if there is none of that name
     */
    static FirmwareClass load(
            final String className,
            final ClassLoader loader,
            final String origin,
            final List<String> others) {
        final Class<?> type;
        try {
            type = Class.forName(className, false, loader);
        } catch (final ClassNotFoundException e) {
            throw new FirmwareException(
                    "no class "
                            + Text.quote(className)
                            + " in "
                            + origin
                            + " nor below it"
                            + Text.suggestion(className, others),
                    e);
        } catch (final UnsupportedClassVersionError e) {
            throw new FirmwareException(
                    Text.quote(className)
                            + " was compiled for a newer Java than this one, "
                            + Runtime.version().feature(),
                    e);
        } catch (final LinkageError | SecurityException e) {
            throw new FirmwareException(Text.quote(className) + " cannot be loaded: " + e, e);
        }
        if (!Classifier.class.isAssignableFrom(type)) {
            throw UnfitClass.noClassifier(type);
        }
        final Class<? extends Classifier> classifier = type.asSubclass(Classifier.class);
        try {
            final FirmwareException unfit = UnfitClass.notToBeMade(type);
            if (unfit != null) {
                throw unfit;
            }
            return new FirmwareClass(classifier, constructorOf(classifier), origin);
        } catch (final LinkageError e) {
            throw new FirmwareException(Text.quote(className) + " cannot be loaded: " + e, e);
        }
    }

    private static Constructor<? extends Classifier> constructorOf(
            final Class<? extends Classifier> type) {
        try {
            return type.getConstructor(Parameters.class);
        } catch (final NoSuchMethodException e) {
            try {
                return type.getConstructor();
            } catch (final NoSuchMethodException e2) {
                throw UnfitClass.noConstructor(type, e2);
            }
        }
    }

    private static String nameOf(final Class<?> type) {
        final Firmware annotation = type.getAnnotation(Firmware.class);
        if (annotation == null || annotation.name().isEmpty()) {
            return kebabCase(type.getSimpleName());
        }
        if (!NAME.matcher(annotation.name()).matches()) {
            throw new FirmwareException(
                    type.getName()
                            + ": "
                            + Text.quote(annotation.name())
                            + " is not a name of a-z, 0-9 and -, a letter first");
        }
        return annotation.name();
    }

    static String kebabCase(final String simpleName) {
        final String suffix = "Classifier";
        final String base =
                simpleName.endsWith(suffix) && simpleName.length() > suffix.length()
                        ? simpleName.substring(0, simpleName.length() - suffix.length())
                        : simpleName;
        return base.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    String className() {
        return type.getName();
    }

    /**
     * Makes an instance.
     *
     * @throws FirmwareException if a parameter is unknown or wrong, or the constructor fails
     */
    Classifier create(final Parameters parameters) {
        final Classifier classifier = instantiate(parameters);
        parameters.checkAllAskedFor();
        return classifier;
    }

    private Classifier instantiate(final Parameters parameters) {
        try {
            return takesParameters
                    ? constructor.newInstance(parameters)
                    : constructor.newInstance();
        } catch (final InvocationTargetException e) {
            final Throwable cause = e.getCause();
            if (cause instanceof FirmwareException known) {
                throw known;
            }
            throw new FirmwareException(name + ": its constructor failed: " + at(cause), e);
        } catch (final ExceptionInInitializerError e) {
            throw new FirmwareException(
                    name + ": its static initialiser failed: " + at(e.getException()), e);
        } catch (final ReflectiveOperationException | LinkageError e) {
            throw new FirmwareException(name + ": cannot be made: " + e, e);
        }
    }

    /** What was thrown, and where in the classifier's source. */
    private String at(final Throwable thrown) {
        if (thrown == null) {
            return "for no known reason";
        }
        for (final StackTraceElement line : thrown.getStackTrace()) {
            if (line.getClassName().startsWith(type.getName()) && line.getFileName() != null) {
                return thrown + " (" + line.getFileName() + ":" + line.getLineNumber() + ")";
            }
        }
        return thrown.toString();
    }

    /** Describes it by making one with defaults, for some queues; tells it if that fails. */
    FirmwareInfo describe() {
        final Firmware annotation = type.getAnnotation(Firmware.class);
        final String rule = annotation == null ? "" : annotation.rule();
        final Parameters parameters = Parameters.defaults(FirmwareInfo.QUEUES);
        try {
            final Classifier sample = create(parameters);
            return info(
                    annotation == null ? "" : annotation.help(),
                    rule,
                    sample.affinity(),
                    parameters.declared());
        } catch (final RuntimeException e) {
            return info(
                    "cannot be made with defaults: " + Text.oneLine(String.valueOf(e.getMessage())),
                    rule,
                    null,
                    parameters.declared());
        }
    }

    private FirmwareInfo info(
            final String help,
            final String rule,
            final Classifier.Affinity affinity,
            final List<ParameterInfo> declared) {
        return new FirmwareInfo(name, help, rule, affinity, declared, type.getName(), origin);
    }
}
