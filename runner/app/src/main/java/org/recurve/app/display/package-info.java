/** Holds what people read on a terminal: tables and progress. */
package org.recurve.app.display;
