/** Holds what is wrong with what the user gave: where, why, and what to do. */
package org.recurve.app.problem;
