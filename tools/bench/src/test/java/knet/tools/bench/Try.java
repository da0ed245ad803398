package knet.tools.bench;

import java.nio.file.*;

class Try {
    public static void main(String[] a) throws Exception {
        BenchSettings s = new BenchSettings(5, 1, Path.of(a[0]), System.err::println);
        for (int i = 1; i < a.length; i++)
            for (Measurement m :
                    ((Bench)
                                    Class.forName("knet.tools.bench." + a[i])
                                            .getDeclaredConstructor()
                                            .newInstance())
                            .run(s))
                System.out.println(
                        m
                                + " ratio "
                                + m.ratio()
                                + " ref "
                                + java.util.Arrays.toString(m.referenceRuns())
                                + " "
                                + m.note());
    }
}
