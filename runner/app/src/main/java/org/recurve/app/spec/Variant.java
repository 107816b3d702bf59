package org.recurve.app.spec;

import java.util.List;
import java.util.Map;
import org.recurve.app.problem.Place;

/**
 * The baseline, or the baseline with one named change, on one task.
 *
 * @param task empty if the study has no tasks
 * @param place where it is named in the file
 * @param configuration of every seed, where {@code split} has no other
 * @param split configurations of seeds that draw a data split of their own
 * @param notes what the user should know of its changes
 */
public record Variant(
        String name,
        String task,
        Place place,
        Configuration configuration,
        Map<Long, Configuration> split,
        List<String> notes) {
    /** The name of the configuration that nothing was changed in. */
    public static final String BASELINE = "baseline";

    public Variant {
        split = Map.copyOf(split);
        notes = List.copyOf(notes);
    }

    /** A variant of a study without tasks, with nothing to say about it. */
    Variant(String name, Place place, Configuration configuration) {
        this(name, "", place, configuration, Map.of(), List.of());
    }

    /** {@code variant}, or {@code variant/task}. */
    public String title() {
        return task.isEmpty() ? name : name + "/" + task;
    }

    /** What the trial with this seed is configured as. */
    public Configuration configuration(long seed) {
        return split.getOrDefault(seed, configuration);
    }
}
