/**
 * Runs studies and verifies trials for the commands, and says what came of it: exit codes, reports, damaged data. Begin at
 * {@link org.recurve.app.execution.StudyExecution}. It knows no command.
 */
package org.recurve.app.execution;
