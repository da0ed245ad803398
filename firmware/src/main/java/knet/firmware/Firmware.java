package knet.firmware;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a {@link Classifier} and says what it does. Without this the name comes from the class:
 * {@code LeastLoadedClassifier} and {@code LeastLoaded} are {@code least-loaded}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Firmware {
    /** Lower-case letters, digits and hyphens, a letter first; from the class if empty. */
    String name() default "";

    /** One line for {@code knet firmware list}. */
    String help() default "";

    /** How a queue follows from a packet, as a formula, for reports. */
    String rule() default "";
}
