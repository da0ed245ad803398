/**
 * The real clock: what things cost on the machine that this runs on, measured with the product's
 * own code, and how far a simulated machine with these costs is from real runs.
 */
package knet.tools.lab.real;
