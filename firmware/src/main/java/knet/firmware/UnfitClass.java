package knet.firmware;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Why a class cannot serve as a classifier, and what to do about it: one line each. */
final class UnfitClass {
    private UnfitClass() {}

    /** Of a class that is no {@link Classifier}. */
    static FirmwareException noClassifier(final Class<?> type) {
        final String what =
                Text.quote(type.getName()) + " does not implement " + Classifier.class.getName();
        final List<String> nested = nestedClassifiers(type);
        return new FirmwareException(
                what
                        + (nested.isEmpty()
                                ? "; a classifier is a public class that does"
                                : ": "
                                        + String.join(", ", nested)
                                        + " in it "
                                        + (nested.size() == 1 ? "does: it needs" : "do: each needs")
                                        + " a file of its own"));
    }

    private static List<String> nestedClassifiers(final Class<?> type) {
        final List<String> found = new ArrayList<>();
        try {
            for (final Class<?> nested : type.getDeclaredClasses()) {
                if (Classifier.class.isAssignableFrom(nested)) {
                    found.add(nested.getSimpleName());
                }
            }
        } catch (final LinkageError e) {
            found.clear(); // One of them is not there: nothing is known of any.
        }
        found.sort(null);
        return found;
    }

    /** Why no instance can be made from outside; null if one can, as far as its modifiers tell. */
    static FirmwareException notToBeMade(final Class<?> type) {
        final String name = Text.quote(type.getName());
        if (type.isInterface()) {
            return new FirmwareException(
                    name + " is an interface: a classifier is a class that implements it");
        }
        if (type.isEnum()) {
            return new FirmwareException(
                    name + " is an enum: a classifier is a class, of which each run makes its own");
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return new FirmwareException(
                    name + " is abstract: a classifier is a class that is not");
        }
        // A nested class is reachable only if all around it is.
        for (Class<?> c = type; c != null; c = c.getEnclosingClass()) {
            if (!Modifier.isPublic(c.getModifiers())) {
                return new FirmwareException(
                        name + " must be a public class: write public class " + c.getSimpleName());
            }
        }
        if (type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers())) {
            return new FirmwareException(name + " is an inner class: make it static");
        }
        return null;
    }

    /** Of a class without a constructor that can be called. */
    static FirmwareException noConstructor(final Class<?> type, final Throwable cause) {
        return new FirmwareException(
                Text.quote(type.getName())
                        + " has no public constructor that takes nothing or Parameters: add public "
                        + type.getSimpleName()
                        + "(Parameters parameters)",
                cause);
    }
}
