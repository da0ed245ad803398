/** Bugs planted in the data path: the real and the virtual clock must both meet them. */
package knet.tools.planted;
