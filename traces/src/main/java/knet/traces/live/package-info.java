/**
 * Live interfaces through libpcap (pcap4j): capturing, recording into a store, sending. Needs
 * libpcap at run time and the right to open raw sockets; nothing else in this module does.
 */
package knet.traces.live;
