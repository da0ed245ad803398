/**
 * The workbench for classifiers, behind {@code knet firmware}: whether one is correct, what it
 * costs, where two differ, how a decision comes about, and what a real NIC would have to be told.
 */
package knet.tools.cli.firmware;
