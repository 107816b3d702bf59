/**
 * Reads a file into the study it asks for: variants, sweeps, tuning, seeds, expectations. Begin at
 * {@link ExperimentReader}.
 */
package org.recurve.app.experiment;
