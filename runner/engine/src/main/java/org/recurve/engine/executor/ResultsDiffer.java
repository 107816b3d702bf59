package org.recurve.engine.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.recurve.api.event.Event.TrialStarted;
import org.recurve.engine.replay.ReplayDifference;

/** Thrown when a trial was trained twice and came to other bits, which no two sound machines do. The study stops. */
public final class ResultsDiffer extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final List<String> NAMED = List.of("host", "process", "cpu", "jdk");
    private static final int DIGITS = "sha256:".length() + 12;

    /** @param first trained it before, {@code second} again */
    public ResultsDiffer(TrialStarted first, TrialStarted second, ReplayDifference difference) {
        super(second.plan().title() + ": trained twice, and with other bits " + difference
                + "\n    first:  " + machine(first)
                + "\n    second: " + machine(second)
                + "\n    Equal trials give equal bits, so one of the two computes wrongly, or is not what it claims to be. The"
                + " study was stopped; recurve run FILE without --on, then recurve verify "
                + second.trial().substring(0, Math.min(DIGITS, second.trial().length()))
                + " on each machine, tells which.");
    }

    private static String machine(TrialStarted started) {
        Map<String, String> facts = started.provenance().machine();
        List<String> named = new ArrayList<>(NAMED.stream()
                .filter(facts::containsKey)
                .map(name -> name + " " + facts.get(name))
                .toList());
        new TreeMap<>(started.provenance().strangers())
                .forEach((plugin, jars) -> named.add(
                        plugin + " of " + jars.stream().filter(Objects::nonNull).collect(Collectors.joining(", "))));
        return String.join(", ", named);
    }
}
