package org.recurve.engine.spec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Part;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.params.ParameterPattern;

/**
 * A stretch of a training: what is run, what of it learns, towards what, and how.
 *
 * @param name empty if the training is all one
 * @param model the parts that are run, in order; those that do not learn are frozen
 * @param target what the loss compares the output with: the part of the model whose output it is to give back, or a field
 *     of the example
 * @param carry names of parts ({@code *} stands for any characters) that go on from what earlier phases left; the others
 *     begin as they were drawn
 * @param select the epoch that counts, and that is left to the next phase; the last one if empty
 * @param patience epochs without a better one, after which it ends early, at least 1; it never does if empty
 * @param until what ends it early, after the first epoch of which it holds
 * @param examples how many of the training examples it learns from, the first ones, at least 1; all if empty
 * @param sources what it is given from elsewhere
 */
public record PhaseSpec(
        String name,
        Layers model,
        String target,
        Spec<Loss<?>> loss,
        TrainingSpec training,
        List<String> carry,
        Optional<EpochSelection> select,
        Optional<Integer> patience,
        Optional<StopCondition> until,
        Optional<Integer> examples,
        PhaseSources sources) {
    private static final String ANY = "*";

    public PhaseSpec {
        carry = List.copyOf(carry);
    }

    /** Returns a phase on all training examples that no condition ends. */
    public PhaseSpec(
            String name,
            Layers model,
            String target,
            Spec<Loss<?>> loss,
            TrainingSpec training,
            List<String> carry,
            Optional<EpochSelection> select,
            Optional<Integer> patience) {
        this(
                name,
                model,
                target,
                loss,
                training,
                carry,
                select,
                patience,
                Optional.empty(),
                Optional.empty(),
                PhaseSources.NONE);
    }

    /** Returns a training that is all one. */
    public static PhaseSpec whole(
            Layers model, Spec<Loss<?>> loss, TrainingSpec trainingSpec, Optional<EpochSelection> select) {
        return new PhaseSpec("", model, Field.TARGET, loss, trainingSpec, List.of(ANY), select, Optional.empty());
    }

    /** Returns where it stands in a file. */
    public String path() {
        return "phases." + name;
    }

    /** Returns where the weights that it begins with are named. */
    public String startPath() {
        return path() + ".start";
    }

    /** Returns whether the output is compared with that of a part, and not with what examples hold. */
    public boolean towardsPart() {
        return model.parts().stream().anyMatch(part -> part.name().equals(target));
    }

    /** Returns whether the parameter or buffer goes on from what earlier phases left. */
    public boolean carries(String parameter) {
        String part = parameter.split("\\.", 2)[0];
        return carry.stream().anyMatch(pattern -> fits(pattern, part));
    }

    /**
     * Returns the named parts, in the order of their names, those of one pattern in the order of the model.
     *
     * @param path what names them, for the message if a name fits none
     */
    public static Layers run(Layers all, List<String> names, String path) {
        Set<Part> chosen = new LinkedHashSet<>();
        for (String name : names) {
            List<Part> fitting = fitting(all, name, path);
            for (Part part : fitting) {
                if (!chosen.add(part) && !name.contains(ANY)) {
                    throw new InvalidSetting(path, "", part.name() + " appears twice; a part runs once");
                }
            }
        }
        return new Layers(List.copyOf(chosen));
    }

    /** Returns the same parts, those frozen that are not named. */
    public static Layers learning(Layers all, List<String> names, String path) {
        Set<Part> learning = new LinkedHashSet<>();
        names.forEach(name -> learning.addAll(fitting(all, name, path)));
        List<Part> parts = new ArrayList<>();
        for (Part part : all.parts()) {
            parts.add(learning.contains(part) ? part : new Part(part.name(), part.layer(), true, part.tie()));
        }
        return new Layers(parts);
    }

    /** Returns the parts that fit; none is an error, since it would change nothing. */
    public static List<Part> fitting(Layers all, String name, String path) {
        List<Part> fitting =
                all.parts().stream().filter(part -> fits(name, part.name())).toList();
        if (fitting.isEmpty()) {
            throw new InvalidSetting(
                    path,
                    "",
                    "no part is named \"" + name + "\"; there are: "
                            + all.parts().stream().map(Part::name).collect(Collectors.joining(", ")));
        }
        return fitting;
    }

    private static boolean fits(String pattern, String name) {
        return new ParameterPattern(List.of(pattern)).fit(name);
    }
}
