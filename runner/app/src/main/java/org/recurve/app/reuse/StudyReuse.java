package org.recurve.app.reuse;

import java.util.List;
import java.util.function.Predicate;
import org.recurve.api.event.Event.TrialPlan;

/** Each trial of a study with what a run does about it. */
public record StudyReuse(List<NamedFate> trials) {
    /** A trial's name, and what a run does about it. */
    public record NamedFate(TrialPlan plan, TrialFate fate) {}

    public StudyReuse {
        trials = List.copyOf(trials);
    }

    /** Returns that of a study of which nothing is stored. */
    public static StudyReuse ofNothing(List<TrialPlan> plans) {
        TrialFate fate = new TrialFate.Trained(List.of(new TrialChange.NewStudy()));
        return new StudyReuse(
                plans.stream().map(plan -> new NamedFate(plan, fate)).toList());
    }

    List<NamedFate> where(Predicate<TrialFate> wanted) {
        return trials.stream().filter(trial -> wanted.test(trial.fate())).toList();
    }

    public int stored() {
        return where(TrialFate.Stored.class::isInstance).size();
    }

    public int continued() {
        return where(fate -> fate instanceof TrialFate.Continued || fate instanceof TrialFate.Extended)
                .size();
    }

    /** Returns how many are measured once more, and not trained. */
    public int measured() {
        return where(TrialFate.Remeasured.class::isInstance).size();
    }

    /** Returns how many begin anew. */
    public int trained() {
        return trials.size() - stored() - continued() - measured();
    }

    /** Returns those that are trained although a trial of the same name is stored, since something changed. */
    List<NamedFate> again() {
        return where(fate -> fate instanceof TrialFate.Trained trained && trained.isAgain());
    }
}
