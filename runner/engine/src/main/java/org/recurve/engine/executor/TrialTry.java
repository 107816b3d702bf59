package org.recurve.engine.executor;

import java.util.Optional;
import org.recurve.engine.training.TrialJob;

/**
 * A trial that is to be trained somewhere.
 *
 * @param from the content of the checkpoint that it goes on from; empty if it begins anew
 * @param step behind which that stands; 0 if it begins anew
 * @param elsewhere whether it is to be trained by another process or machine than before, if there is another
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the model; nobody compares two of them
public record TrialTry(TrialJob job, Optional<byte[]> from, long step, boolean elsewhere) {}
