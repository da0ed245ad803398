/** How fast virtual time goes: the lab's share of {@code knet bench}. */
package knet.tools.lab.bench;
