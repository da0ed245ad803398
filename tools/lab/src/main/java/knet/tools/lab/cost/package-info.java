/**
 * Cost models: text files that say what things cost on a simulated machine, each with where the
 * figure comes from.
 */
package knet.tools.lab.cost;
