package knet.firmware;

import java.util.List;

/** Every built-in classifier, in several shapes. */
public final class BuiltInSpecs {
    public static final List<String> ALL =
            List.of(
                    "elephant",
                    "elephant:window=200,share=1,flows=64",
                    "elephant:window=200,share=1,flows=64,drain=false",
                    "elephant:detect=flow-limit,buckets=64",
                    "flow-director",
                    "flow-director:sample=2,flows=64",
                    "flow-director:sample=2,flows=64,drain=true",
                    "flow-director:sample=2,flows=64,full=refuse",
                    "flow-director:sample=2,flows=64,full=flush",
                    "flow-hash",
                    "flow-hash:inner=true,udp=2tuple",
                    "flow-hash:key=symmetric,table=512",
                    "flow-hash:xfrm=symmetric-xor",
                    "flow-hash:xfrm=symmetric-or-xor",
                    "flow-hash:xfrm=sorted,hash=crc32c,inner=true",
                    "flow-hash:hash=crc32,tcp4=sd,udp6=fn,ip4=s",
                    "flow-hash:hash=xxh32",
                    "flow-hash:indir=0 0 0",
                    "jsq",
                    "jsq:directions=one,flows=64,drain=true",
                    "maglev",
                    "maglev:active=1,table=251",
                    "ntuple",
                    "ntuple:rules=tcp4 dst-port 80 m 0xff00 action 0;ip6 action 0,inner=true",
                    "ntuple:rules=ip4 tos 0 m 0xf0 action 0",
                    "rendezvous",
                    "rendezvous:hash=xxh32,xfrm=sorted",
                    "round-robin",
                    "rps",
                    "rps:cpus=0,hash=crc32c",
                    "rss-plus-plus",
                    "rss-plus-plus:interval-us=500,load=bytes,drain=false,xfrm=sorted",
                    "rss-plus-plus:interval-us=500,imbalance=0,table=4096",
                    "source-ip-mask",
                    "spray",
                    "spray:by=random,all=true",
                    "spray:by=round-robin",
                    "syn-steer",
                    "syn-steer:choice=round-robin,directions=one,flows=64,drain=true",
                    "syn-steer:choice=listener",
                    "syn-steer:choice=listener",
                    "two-choices",
                    "two-choices:choices=3,flows=64",
                    "weighted",
                    "weighted:weights=3");

    private BuiltInSpecs() {}
}
