package org.recurve.api.search;

/**
 * Describes what a suggestion came to.
 *
 * @param value of the metric that is searched for, the smaller the better; infinite if the trial diverged or failed
 */
public record Observation(Suggestion suggestion, double value) {}
