package knet.tools.report.page;

/**
 * What it takes to get the same page again.
 *
 * @param input what came in, one line, as "web.pcap: 5,759 frames, 1.45 MB, rate 150kpps"
 * @param command the exact command line
 * @param seed of everything that is random
 * @param costs what things cost in virtual time
 */
public record Origin(String input, String command, long seed, CostTable costs) {}
