/** What a classifier owes, as JUnit tests: for projects that have classifiers of their own. */
package knet.firmware.junit;
