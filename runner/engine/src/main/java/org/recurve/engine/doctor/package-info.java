/**
 * Tries a model out before it is trained: initial loss, learning rates, memorizing one batch. Begin at
 * {@link ModelDoctor}.
 */
package org.recurve.engine.doctor;
