package org.recurve.api.model;

/**
 * Describes how many positions of a value an example truly has, where examples differ in it as sentences do.
 *
 * @param axis the axis of the value along which its positions lie
 * @param count a scalar of the example: the first so many positions exist, the others are absent
 */
public record TrueLength(int axis, Value count) {}
