package knet.firmware;

import java.util.List;

/** The built-in classifiers in the configurations that tests put through everything. */
final class Builtins {
    static final List<String> SPECS =
            List.of(
                    "flow-hash",
                    "flow-hash:inner=true",
                    "flow-hash:key=symmetric,udp=2tuple,table=64",
                    "flow-hash:inner=true,key=symmetric,udp=2tuple,table=1",
                    "source-ip-mask",
                    "round-robin");

    private Builtins() {}
}
