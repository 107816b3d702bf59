package org.recurve.engine.study;

import java.util.List;
import java.util.Optional;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.study.StudyResult.TrialEnd;

/** Decides, when all trials of a study have ended, whether it needs more of them; by their results alone. */
@FunctionalInterface
public interface SeedGrowth {
    /** None. */
    SeedGrowth NONE = (study, ends) -> Optional.empty();

    /** Returns the same study with further trials, or empty if it is done. */
    Optional<StudySpec> beyond(StudySpec study, List<TrialEnd> ends);
}
