/**
 * Synthetic traffic: a {@link knet.traces.FrameSource} that makes its frames, byte for byte the
 * same for the same specification on every machine and JDK.
 */
package knet.traces.generate;
