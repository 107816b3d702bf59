/** Holds what is to be run: studies and their trials, fully resolved, as immutable records. */
package org.recurve.engine.spec;
