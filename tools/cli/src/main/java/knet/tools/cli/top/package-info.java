/** Live counters of a running device: samples of its counter file, and the rates between two. */
package knet.tools.cli.top;
