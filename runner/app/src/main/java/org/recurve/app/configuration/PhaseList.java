package org.recurve.app.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.recurve.api.data.Data;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSources;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.StartWeights;
import org.recurve.engine.spec.StopCondition;
import org.recurve.engine.spec.TrainingSpec;

/** The phases of a configuration's training, in order; one without a name where the file has none. */
public final class PhaseList {
    private static final String START = "start";

    private PhaseList() {}

    /** Returns the same of a model that is asked, not trained, so that it starts from nothing. */
    public static List<PhaseSpec> of(Configuration configuration) {
        return of(configuration, (_, _) -> Optional.empty());
    }

    /**
     * Names that fit no part, and settings that do not fit together, end in {@link InvalidSetting}.
     *
     * @param starts finds the weights that a section, whose path is given, names
     */
    public static List<PhaseSpec> of(
            Configuration configuration, BiFunction<StartSection, String, Optional<StartWeights>> starts) {
        TrialSections sections = configuration.sections();
        Optional<StartWeights> initial = sections.start().flatMap(start -> starts.apply(start, START));
        TrialSections.TrainSection section = sections.train();
        if (sections.phases().isEmpty()) {
            PhaseSpec whole = PhaseSpec.whole(sections.model(), sections.loss(), section.training(), Optional.empty());
            PhaseSpec ended = ending(
                    whole,
                    configuration.select(),
                    section.patience(),
                    section.until(),
                    Optional.empty(),
                    new PhaseSources(initial, Optional.empty(), Optional.empty()));
            checkUntil(ended, configuration.measures(), true);
            return List.of(ended);
        }
        List<Map.Entry<String, TrialSections.PhaseSection>> named = sections.phases().get().entrySet().stream()
                .sorted(Comparator.comparing(phase -> phase.getValue().turn()))
                .toList();
        List<PhaseSpec> specs = new ArrayList<>();
        for (Map.Entry<String, TrialSections.PhaseSection> entry : named) {
            boolean last = specs.size() == named.size() - 1;
            PhaseSpec phaseSpec = phase(entry.getKey(), entry.getValue(), sections);
            Optional<Integer> patience = entry.getValue().patience().or(section::patience);
            Optional<StopCondition> until = entry.getValue().until().or(section::until);
            Optional<EpochSelection> select = last ? configuration.select() : Optional.empty();
            PhaseSources sources = new PhaseSources(
                    initial,
                    entry.getValue().start().flatMap(start -> starts.apply(start, phaseSpec.startPath())),
                    entry.getValue().data());
            PhaseSpec ended =
                    ending(phaseSpec, select, patience, until, entry.getValue().examples(), sources);
            checkUntil(ended, configuration.measures(), last);
            specs.add(ended);
        }
        measurable(specs.getLast());
        return specs;
    }

    /** Checks that the condition is known: of an earlier phase the losses are; of the last one what is measured, too. */
    private static void checkUntil(PhaseSpec phaseSpec, List<MeasureSpec> measures, boolean last) {
        phaseSpec.until().map(StopCondition::metric).ifPresent(metric -> {
            Set<String> known = new LinkedHashSet<>(List.of(
                    MeasureSpec.loss(Data.TRAIN).qualified(),
                    MeasureSpec.loss(Data.VALIDATION).qualified()));
            measures.stream()
                    .filter(_ -> last)
                    .filter(measure -> !measure.split().equals(Data.TEST))
                    .forEach(measure -> known.add(measure.qualified()));
            if (!known.contains(metric)) {
                throw new InvalidSetting(
                        (phaseSpec.name().isEmpty() ? "train" : phaseSpec.path()) + ".until",
                        "",
                        "\"" + metric + "\" is not known after each epoch, only " + String.join(", ", known)
                                + (last ? "; add it to measure" : "; of an earlier phase the losses are known"));
            }
        });
    }

    private static void measurable(PhaseSpec last) {
        if (last.sources().data().isPresent()) {
            throw new InvalidSetting(
                    last.path() + ".data",
                    "",
                    "the last phase learns from the data that the trial is measured on; put it into the section data, and"
                            + " that of earlier phases into these");
        }
        if (last.towardsPart()) {
            throw new InvalidSetting(
                    last.path() + ".target",
                    "",
                    "the last phase is the one that is measured, against what"
                            + " examples hold, and \"" + last.target()
                            + "\" is a part; name a field, or add a phase after it");
        }
    }

    private static PhaseSpec phase(String name, TrialSections.PhaseSection given, TrialSections sections) {
        String path = "phases." + name;
        Layers run = PhaseSpec.run(sections.model(), given.run(), path + ".run");
        given.carry().forEach(part -> PhaseSpec.fitting(run, part, path + ".carry"));
        return new PhaseSpec(
                name,
                PhaseSpec.learning(run, given.learn(), path + ".learn"),
                given.target(),
                given.loss().orElse(sections.loss()),
                training(given, sections.train()),
                given.carry(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns a phase that says by what it waits for something better: the loss of what is held out, if nothing else. */
    private static PhaseSpec ending(
            PhaseSpec phaseSpec,
            Optional<EpochSelection> select,
            Optional<Integer> patience,
            Optional<StopCondition> until,
            Optional<Integer> examples,
            PhaseSources sources) {
        Optional<EpochSelection> rule = select.or(() -> patience.map(
                _ -> new EpochSelection(MeasureSpec.loss(Data.VALIDATION).qualified(), SelectionGoal.MIN)));
        return new PhaseSpec(
                phaseSpec.name(),
                phaseSpec.model(),
                phaseSpec.target(),
                phaseSpec.loss(),
                phaseSpec.training(),
                phaseSpec.carry(),
                rule,
                patience,
                until,
                examples,
                sources);
    }

    private static TrainingSpec training(TrialSections.PhaseSection given, TrialSections.TrainSection section) {
        return new TrialSections.TrainSection(
                        given.optimizer().orElse(section.optimizer()),
                        given.clip().orElse(section.clip()),
                        given.penalty().orElse(section.penalty()),
                        given.groups().orElse(section.groups()),
                        given.constrain().orElse(section.constrain()),
                        section.truncate(),
                        section.bucket(),
                        given.epochs().orElse(section.epochs()),
                        section.epochSize(),
                        given.batch().orElse(section.batch()),
                        section.patience(),
                        section.until(),
                        section.curvatureBatch(),
                        section.evaluationBatch(),
                        given.augment().or(section::augment))
                .training();
    }
}
