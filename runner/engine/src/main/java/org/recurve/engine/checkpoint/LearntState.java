package org.recurve.engine.checkpoint;

import org.recurve.api.data.Data;
import org.recurve.api.optimize.Vector;

/**
 * The state that a trial learnt, at the epoch that counts.
 *
 * @param parameters of all phases, frozen ones included, ordered by name
 * @param buffers of all phases, ordered by name
 * @param epoch whose state it is, counted from 1
 * @param digest of the trial's last state, with which it ends
 * @param data that it learnt from
 */
public record LearntState(Vector parameters, Vector buffers, int epoch, String digest, Data data) {}
