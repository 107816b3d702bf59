/**
 * Trains: phases, epochs, batches, evaluation, selection of an epoch. Begin at {@link TrialRunner}, then
 * {@link PhaseRunner} and {@link TrainingLoop}. Knows neither files of experiments nor the store.
 */
package org.recurve.engine.training;
