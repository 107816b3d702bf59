package org.recurve.compute.trace.declaration;

import org.recurve.api.model.Initializer;
import org.recurve.api.model.Weights;
import org.recurve.api.plugin.Spec;

/** A parameter as the model declared it, under its full name ({@code conv1.w}). */
public record Parameter(String name, Weights weights, Spec<? extends Initializer<?>> initializer, boolean frozen) {}
