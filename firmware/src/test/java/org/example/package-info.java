/** Classifiers as somebody outside the project would write them. */
package org.example;
