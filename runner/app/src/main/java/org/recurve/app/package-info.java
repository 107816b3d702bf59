/** The application: experiment files, plugin discovery, wiring and the command line. */
package org.recurve.app;
