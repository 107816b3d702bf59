/** Tracing: a plugin's forward pass runs once, on symbolic values of one example, and leaves a graph. */
package org.recurve.compute.trace;
