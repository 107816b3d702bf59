/** Holds what a trial will take, known before it runs: memory from its plans, time from its operations. */
package org.recurve.engine.estimate;
