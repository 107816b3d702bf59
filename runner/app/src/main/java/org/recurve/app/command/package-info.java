/** Parses the command line: one class for each command, and what only commands share. It trains nothing itself. */
package org.recurve.app.command;
