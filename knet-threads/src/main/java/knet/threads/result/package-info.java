/**
 * What a host found out in a run: where every frame ended, per queue and in total, latency, and
 * what the protocols counted. Data only; printing is the business of {@code tools}.
 */
package knet.threads.result;
