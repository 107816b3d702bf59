package org.recurve.engine.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrialSpec;

/** Describes what a trial needs of its data before the first step. */
public final class DataRequirements {
    private DataRequirements() {}

    /** Throws {@link InvalidSetting} if a split, a field or the metric to select by is not there. */
    static void check(TrialSpec trial, Data data) {
        trial.sample().ifPresent(samplingSpec -> samplingSpec.check(data));
        check(trial.measures(), trial.last(), data);
    }

    /** Throws {@link InvalidSetting} if the data cannot be trained on, measured or selected by in this way. */
    public static void check(List<MeasureSpec> specs, PhaseSpec last, Data data) {
        data.field(Field.INPUT);
        data.field(last.target());
        split(data, Data.TRAIN, "training");
        for (MeasureSpec measureSpec :
                specs.stream().filter(m -> !m.isGradientNorm()).toList()) {
            split(data, measureSpec.split(), "measure", measureSpec.qualified());
        }
        Set<String> measured = measured(specs, data);
        last.select()
                .filter(selection -> !measured.contains(selection.metric()))
                .ifPresent(selection -> {
                    throw new InvalidSetting(
                            "select",
                            "",
                            "no epoch is measured by " + selection.metric() + ", only by " + measured
                                    + "; add it under measure, or select by one of these");
                });
    }

    /** Returns the split's examples, at least one. */
    static Examples split(Data data, String split, String purpose) {
        return split(data, split, "", purpose);
    }

    private static Examples split(Data data, String split, String section, String purpose) {
        Examples examples = Optional.ofNullable(data.splits().get(split))
                .orElseThrow(() -> new InvalidSetting(
                        section,
                        "",
                        purpose + " needs a " + split + " split, but the data has only "
                                + String.join(
                                        " and ", new TreeSet<>(data.splits().keySet()))
                                + "; keep some examples for it, or leave it out"));
        if (examples.size() == 0) {
            throw new InvalidSetting(
                    section, "", purpose + " needs a " + split + " split, but it is empty; give it some examples");
        }
        return examples;
    }

    private static Set<String> measured(List<MeasureSpec> specs, Data data) {
        Set<String> names = specs.stream()
                .filter(spec -> !spec.split().equals(Data.TEST))
                .map(MeasureSpec::qualified)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, ?> splits = data.splits();
        splits.keySet().stream()
                .filter(split -> !split.equals(Data.TEST))
                .map(split -> MeasureSpec.loss(split).qualified())
                .forEach(names::add);
        return names;
    }
}
