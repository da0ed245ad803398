/**
 * The firmware engine: runs the classifier, and holds it at arm's length. Whatever a classifier
 * does (throw, return nonsense, dawdle, hang), the NIC goes on and the report says so.
 */
package knet.nic.engine;
