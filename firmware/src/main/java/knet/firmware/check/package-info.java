/**
 * What any classifier owes the NIC and the host, as checks that can be run on one: that it chooses
 * a queue that exists, whatever the frame; that it decides alike in every run; that it keeps what
 * {@link knet.firmware.Classifier#affinity} and {@link knet.firmware.Classifier#isSymmetric}
 * promise; that it allocates nothing per packet and that its memory is bounded.
 *
 * <p>{@link knet.firmware.check.ClassifierChecks} runs them; {@link knet.firmware.check.Frames}
 * builds frames for checks of one's own. Needs no test framework. Depends on {@link knet.firmware}
 * alone.
 */
package knet.firmware.check;
