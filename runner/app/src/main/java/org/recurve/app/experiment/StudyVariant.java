package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.problem.SourcePosition;

/**
 * The baseline, or the baseline with one named change, on one task.
 *
 * @param point settings of the sweep by path; empty if the study sweeps nothing
 * @param task empty if the study has no tasks
 * @param place where it is named in the file
 * @param configuration of every seed, where {@code split} has no other
 * @param split configurations of seeds that draw a data split of their own
 * @param notes what the user should know of its changes
 */
public record StudyVariant(
        String name,
        String task,
        Map<String, Object> point,
        SourcePosition place,
        Configuration configuration,
        Map<Long, Configuration> split,
        List<String> notes) {
    /** The name of the configuration that nothing was changed in. */
    public static final String BASELINE = "baseline";

    /** Between the name of a variant and that of a sweep's point. */
    static final char AT = '@';

    public StudyVariant {
        point = Collections.unmodifiableMap(new LinkedHashMap<>(point));
        split = Map.copyOf(split);
        notes = List.copyOf(notes);
    }

    /** A variant of a study without tasks, with nothing to say about it. */
    StudyVariant(String name, SourcePosition place, Configuration configuration) {
        this(name, "", Map.of(), place, configuration, Map.of(), List.of());
    }

    /** Returns the variant's own name, without the point of a sweep. */
    String own() {
        return name.split(String.valueOf(AT), -1)[0];
    }

    /** Returns the same under another's name, at its point of the sweep. */
    public StudyVariant as(StudyVariant other) {
        return new StudyVariant(other.name, task, other.point, place, configuration, split, notes);
    }

    /** Returns the same with more for the user to know. */
    StudyVariant noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new StudyVariant(name, task, point, place, configuration, split, all);
    }

    /** Returns whether this is the point of the sweep at which it stands. */
    boolean isAt(SearchPoint swept) {
        return point.equals(swept.plain());
    }

    /** Returns whether nothing but a sweep changed it. */
    public boolean isBaseline() {
        return isOf(BASELINE);
    }

    /** Returns whether this is its own name, or that of a variant whose point of a sweep it is. */
    public boolean isOf(String variant) {
        return name.equals(variant) || own().equals(variant);
    }

    /** {@code variant}, or {@code variant/task}. */
    public String title() {
        return task.isEmpty() ? name : name + "/" + task;
    }

    /** Returns what the trial with this seed is configured as. */
    public Configuration configuration(long seed) {
        return split.getOrDefault(seed, configuration);
    }
}
