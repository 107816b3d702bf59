/** Stored trials, run again. */
package org.recurve.app.verify;
