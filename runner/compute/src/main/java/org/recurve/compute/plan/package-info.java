/** Planning and running: from a graph to instructions over buffers that are assigned once. */
package org.recurve.compute.plan;
