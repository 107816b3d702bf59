package org.recurve.api.optimize;

/**
 * How far the training has come.
 *
 * @param step steps taken before this one
 * @param epoch epochs finished before this one
 * @param stepsPerEpoch steps of one epoch
 * @param epochs epochs planned
 */
public record Progress(long step, int epoch, int stepsPerEpoch, int epochs) {}
