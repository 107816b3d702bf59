package org.recurve.reports.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.storage.view.TrialReproduction;
import org.recurve.storage.view.TrialView;

/**
 * Trials that other runs, imported from other stores or made beside them, came to the same digests of.
 *
 * @param reproduced how many of the trials
 * @param elsewhere how many of these were run again by a machine of another name
 * @param trials how many have a digest
 * @param machines that ran them again, as far as they are known
 */
public record ReproducedTrials(long reproduced, long elsewhere, long trials, List<String> machines) {
    private static final String HOST = "host";

    public ReproducedTrials {
        machines = List.copyOf(machines);
    }

    /** Empty if no trial was reproduced. */
    public static Optional<ReproducedTrials> of(List<TrialView> trials) {
        long reproduced = trials.stream()
                .filter(trial -> !trial.reproductions().isEmpty())
                .count();
        long elsewhere = trials.stream().filter(ReproducedTrials::isElsewhere).count();
        List<String> machines = trials.stream()
                .flatMap(trial -> trial.reproductions().stream())
                .map(ReproducedTrials::machine)
                .filter(machine -> !machine.isEmpty())
                .distinct()
                .toList();
        long ended = trials.stream().filter(trial -> !trial.digest().isEmpty()).count();
        return reproduced == 0
                ? Optional.empty()
                : Optional.of(new ReproducedTrials(reproduced, elsewhere, ended, machines));
    }

    private static boolean isElsewhere(TrialView trial) {
        String host = trial.provenance().machine().getOrDefault(HOST, "");
        return !host.isEmpty()
                && trial.reproductions().stream()
                        .map(by -> by.provenance().machine().getOrDefault(HOST, host))
                        .anyMatch(other -> !other.equals(host));
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
                + (machines.isEmpty() ? "" : " (" + String.join("; ", machines) + ")") + "."
                + (elsewhere == 0
                        ? ""
                        : " " + elsewhere + (elsewhere == 1 ? " trial was" : " trials were")
                                + " computed on two machines, with equal bits.");
    }
}
