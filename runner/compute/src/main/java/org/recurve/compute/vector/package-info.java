/** Vectors of all parameters, whose arithmetic waits until its numbers are needed and then runs in one pass. */
package org.recurve.compute.vector;
