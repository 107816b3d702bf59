package org.recurve.api.measure;

import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;

/**
 * Describes what a model predicts of every example, known before it is trained.
 *
 * @param output the shape of its output
 * @param target what the output is compared with: its shape, and its classes if it is a class index
 */
public record Prediction(Shape output, Field target) {}
