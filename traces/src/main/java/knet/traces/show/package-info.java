/**
 * Frames as text for people, decoded by pcap4j. Slow and thorough; nothing else decodes with it.
 */
package knet.traces.show;
