/**
 * Sources made of other sources: several captures one after the other, the first frames of one, one
 * again and again, one held in memory.
 */
package knet.traces.source;
