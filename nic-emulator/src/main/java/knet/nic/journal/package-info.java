/** The run journal: one record for each of the classifier's decisions, on Chronicle Queue. */
package knet.nic.journal;
