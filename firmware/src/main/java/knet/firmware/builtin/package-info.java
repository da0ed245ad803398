/**
 * The classifiers that come along. They use the public interface of {@link knet.firmware}, the
 * parts of {@link knet.firmware.parts}, and nothing else, as a researcher's do. Each names its
 * source: the paper, the datasheet's section, the kernel's function.
 *
 * <ul>
 *   <li>A hash and a map from it to a queue: {@code flow-hash}, {@code rps}, {@code weighted},
 *       {@code maglev}, {@code rendezvous}; the address itself: {@code source-ip-mask}; filters
 *       ahead of a hash: {@code ntuple}. A flow's queue is a function of the flow.
 *   <li>A table of flows: {@code flow-director}, {@code syn-steer}, {@code jsq}, {@code
 *       two-choices}, {@code elephant}; a table of buckets that follows the load: {@code
 *       rss-plus-plus}. Flows may move.
 *   <li>No affinity: {@code round-robin}, {@code spray}.
 * </ul>
 *
 * <p>What they have in common: a frame that is not IP goes to queue 0, with hash 0, except by
 * {@code round-robin} and a rule of {@code ntuple} that says otherwise. {@code inner=true} makes
 * all those that look at flows look into tunnels.
 */
package knet.firmware.builtin;
