package knet.tools.cli;

/** What the NIC does with a frame whose ring is full. */
enum OnFull {
    drop,
    wait
}
