/**
 * What this module itself must know of a frame's headers: where IP and the transport header lie,
 * and their checksums. For statistics and rewriting; classifiers have their own parser.
 */
package knet.traces.header;
