package org.recurve.engine.trial;

/**
 * Something that is probably wrong with a model or its training.
 *
 * @param what was seen, with its numbers
 * @param remedy what to try
 */
public record Finding(String what, String remedy) {}
