/**
 * Holds cells that carry something over many steps at once: skips through time, leaky states, modules of slower clocks. Begin with {@link org.recurve.recurrence.timescale.DelayedCell}.
 * Must not know topologies: any of them can hold these cells.
 */
package org.recurve.recurrence.timescale;
