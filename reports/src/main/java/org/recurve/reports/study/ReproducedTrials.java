package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.storage.view.TrialReproduction;
import org.recurve.storage.view.TrialView;

/**
 * Trials that other runs, imported from other stores, came to the same digests of.
 *
 * @param reproduced how many of the trials
 * @param trials how many have a digest
 * @param machines that ran them again, as far as they are known
 */
public record ReproducedTrials(long reproduced, long trials, List<String> machines) {
    public ReproducedTrials {
        machines = List.copyOf(machines);
    }

    /** Empty if no trial was reproduced. */
    public static Optional<ReproducedTrials> of(List<TrialView> trials) {
        long reproduced = trials.stream()
                .filter(trial -> !trial.reproductions().isEmpty())
                .count();
        List<String> machines = trials.stream()
                .flatMap(trial -> trial.reproductions().stream())
                .map(ReproducedTrials::machine)
                .filter(machine -> !machine.isEmpty())
                .distinct()
                .toList();
        long ended = trials.stream().filter(trial -> !trial.digest().isEmpty()).count();
        return reproduced == 0 ? Optional.empty() : Optional.of(new ReproducedTrials(reproduced, ended, machines));
    }

    private static String machine(TrialReproduction by) {
        Map<String, String> machine = by.provenance().machine();
        return Stream.of("cpu", "os", "jdk")
                .flatMap(fact -> Optional.ofNullable(machine.get(fact)).stream())
                .collect(Collectors.joining(", "));
    }

    /** In a sentence. */
    public String text() {
        return "Independently reproduced: " + reproduced + " of " + trials
                + (trials == 1 ? " trial" : " trials") + " ended with the same digest in another run"
                + (machines.isEmpty() ? "" : " (" + String.join("; ", machines) + ")") + ".";
    }
}
