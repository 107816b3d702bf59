/** Searches for settings. */
package org.recurve.optimization.search;
