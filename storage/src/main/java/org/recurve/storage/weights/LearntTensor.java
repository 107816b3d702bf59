package org.recurve.storage.weights;

import org.recurve.api.export.TrainedWeights.Tensor;
import org.recurve.storage.weights.KeptTensor.TensorRole;

/** A tensor with its numbers. */
public record LearntTensor(TensorRole role, Tensor tensor) {}
