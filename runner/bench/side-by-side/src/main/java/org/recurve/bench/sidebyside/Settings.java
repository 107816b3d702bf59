package org.recurve.bench.sidebyside;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a side-by-side run.
 *
 * @param rounds how often every entrant runs
 * @param warmup seconds before a case's first sample
 * @param measured seconds of samples of a case, in each round
 * @param clock what times are read from: {@code wall} or {@code cpu}
 * @param cpu the core every entrant is bound to; empty leaves that to the system
 * @param against the entrant the others' times are divided by
 * @param entrants who takes part; empty means all
 * @param only what is run: beginnings of names; empty means everything
 */
record Settings(
        int rounds,
        double warmup,
        double measured,
        String clock,
        String cpu,
        String against,
        List<String> entrants,
        List<String> only) {

    private static final Set<String> OPTIONS =
            Set.of("--rounds", "--warmup", "--measured", "--clock", "--cpu", "--against", "--entrants", "--only");

    /** Of pairs of an option and its value. */
    static Settings parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "not an option with a value: " + arguments[i] + "; there are " + new TreeSet<>(OPTIONS));
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        return new Settings(
                Integer.parseInt(given.getOrDefault("--rounds", "5")),
                Double.parseDouble(given.getOrDefault("--warmup", "1")),
                Double.parseDouble(given.getOrDefault("--measured", "1")),
                given.getOrDefault("--clock", "wall"),
                given.getOrDefault("--cpu", ""),
                given.getOrDefault("--against", "libtorch-tuned"),
                list(given.getOrDefault("--entrants", "")),
                list(given.getOrDefault("--only", "")));
    }

    boolean wants(String entrant) {
        return entrants.isEmpty() || entrants.contains(entrant);
    }

    private static List<String> list(String commas) {
        return Arrays.stream(commas.split(",")).filter(name -> !name.isBlank()).toList();
    }
}
