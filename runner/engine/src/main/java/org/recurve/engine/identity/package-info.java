/** Holds what a trial's numbers come from: what decides them is hashed, what merely surrounds them is written down. */
package org.recurve.engine.identity;
