package org.recurve.app.verify;

import java.util.List;
import java.util.Optional;
import org.recurve.engine.replay.ReplayDifference;

/**
 * Describes what running a stored trial, or a passage of it, again showed.
 *
 * @param steps that were the same
 * @param difference the first one; empty if every number was the same
 * @param element the first element of the first tensor that differs at the next checkpoint, if one is kept
 * @param changed what its numbers come from and is not what it was: plugins, data, configuration
 * @param varied what must not change a number and is not what it was: threads, machine
 */
public record VerifyVerdict(
        TrialPassage passage,
        long steps,
        Optional<ReplayDifference> difference,
        Optional<ReplayDifference> element,
        List<String> changed,
        List<String> varied) {
    public VerifyVerdict {
        changed = List.copyOf(changed);
        varied = List.copyOf(varied);
    }

    public boolean reproduced() {
        return difference.isEmpty();
    }

    /** Returns whether the very trial that is stored, all of it and under the plugins it names, was reproduced here. */
    public boolean isProof() {
        return reproduced() && changed.isEmpty() && passage.part().isEmpty();
    }
}
