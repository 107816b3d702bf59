/** Describes how events reach those who record them, which stops a run if it fails, and those who merely watch, which stops nothing. */
package org.recurve.engine.bus;
