/** Listeners that write a study's results while it runs, or send them, for other programs to read. */
package org.recurve.export.live;
