/**
 * Filter expressions of libpcap. libpcap compiles them, through pcap4j; the compiled program runs
 * here, over the frame where it lies. Only {@link knet.traces.filter.LibpcapCompiler} touches
 * pcap4j, so that nothing else needs libpcap.
 */
package knet.traces.filter;
