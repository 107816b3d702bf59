/**
 * Uses what trials learnt: {@code evaluate} and {@code predict}. Begin at {@link org.recurve.app.predict.AskedTrial}, which
 * finds a model in the store. Trains nothing but what {@code --retrain} asks for, and records nothing.
 */
package org.recurve.app.predict;
