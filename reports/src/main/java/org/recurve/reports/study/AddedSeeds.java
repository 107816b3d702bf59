package org.recurve.reports.study;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.api.event.Event.TrialPlan;
import org.recurve.storage.view.EarlierRun;
import org.recurve.storage.view.StudyView;

/**
 * Seeds that were added after results had been seen: whoever stops when he likes what he sees finds too much.
 *
 * @param before how many seeds the first look had
 * @param now how many there are
 * @param looks runs that ended with fewer seeds
 */
public record AddedSeeds(int before, int now, int looks) {
    /** Empty if all seeds were planned before the first result. */
    public static Optional<AddedSeeds> of(StudyView study) {
        Set<String> trials = new HashSet<>();
        study.plan().forEach(plan -> trials.add(plan.trial()));
        int now = seeds(study.plan(), trials);
        List<Integer> looks = study.earlier().stream()
                .map(EarlierRun::plan)
                .map(plan -> seeds(plan, trials))
                .filter(seeds -> seeds > 0 && seeds < now)
                .toList();
        return looks.stream().min(Comparator.naturalOrder()).map(before -> new AddedSeeds(before, now, looks.size()));
    }

    private static int seeds(List<TrialPlan> plan, Set<String> trials) {
        Set<Long> seeds = new TreeSet<>();
        plan.stream()
                .filter(trial -> trials.contains(trial.trial()))
                .filter(trial -> trial.variant().indexOf('@') < 0)
                .forEach(trial -> seeds.add(trial.seed()));
        return seeds.size();
    }

    /** In a sentence. */
    public String text() {
        return "Extended " + before + "→" + now + " seeds after " + (looks == 1 ? "a look" : looks + " looks")
                + ": the p-values below are exploratory. For a test that counts, run the final study on fresh seeds.";
    }
}
