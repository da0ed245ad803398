/**
 * When each frame of a replay is due. Pure arithmetic: the clock belongs to whoever sends, and its
 * time is passed in.
 */
package knet.traces.pace;
