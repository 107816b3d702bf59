/**
 * Keeps what finished trials learnt: a list of tensors beside each trial's journal, and the tensors' numbers under their
 * SHA-256, equal ones once. Begin at {@link WeightStore}. Knows no index: what is kept is found by its place alone, and
 * everything that is read passes the checks here, wherever it came from.
 */
package org.recurve.storage.weights;
