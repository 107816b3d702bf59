/** Data sets: handwritten digits, and synthetic sequence tasks. */
package org.recurve.datasets;
