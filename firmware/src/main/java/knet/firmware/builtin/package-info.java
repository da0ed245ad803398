/**
 * The classifiers that come along. They use the public interface of {@link knet.firmware} and
 * nothing else, as a researcher's do.
 */
package knet.firmware.builtin;
