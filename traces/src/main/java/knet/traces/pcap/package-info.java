/**
 * The capture file formats: readers for pcap and pcapng over a window of mapped or inflated bytes,
 * the synthesis of Ethernet headers for other link types, and writers.
 *
 * <p>Sources: draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng, the link-layer header types of
 * tcpdump.org, RFC 1952 (gzip). Depends on {@link knet.traces.Frame} and {@link
 * knet.traces.FrameSource} alone.
 */
package knet.traces.pcap;
