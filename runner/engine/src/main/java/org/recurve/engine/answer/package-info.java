/**
 * Asks a trained model: measures splits, and answers examples. Begin at {@link org.recurve.engine.answer.TrainedModel}. Trains
 * nothing.
 */
package org.recurve.engine.answer;
