package knet.tools.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Keeps the compiler from removing work whose result nobody reads. */
final class Blackhole {
    private static final VarHandle SINK;
    private static long sink;

    static {
        try {
            SINK = MethodHandles.lookup().findStaticVarHandle(Blackhole.class, "sink", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Blackhole() {}

    static void consume(final long value) {
        SINK.setOpaque(value);
    }
}
