/** Recurrent cells, and the layers that wire them over a sequence. */
package org.recurve.recurrence;
