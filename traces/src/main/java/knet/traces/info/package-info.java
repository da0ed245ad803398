/** What a capture holds, counted in one pass: data for {@code knet trace info}. */
package knet.traces.info;
