package org.recurve.app.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.spec.EpochSelection;
import org.recurve.engine.spec.EpochSelection.SelectionGoal;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.PhaseSpec;
import org.recurve.engine.spec.TrainingSpec;

/** The phases of a configuration's training, in order; one without a name where the file has none. */
public final class PhaseList {
    private PhaseList() {}

    /** Names that fit no part, and settings that do not fit together, end in {@link InvalidSetting}. */
    public static List<PhaseSpec> of(Configuration configuration) {
        TrialSections sections = configuration.sections();
        TrialSections.TrainSection section = sections.train();
        if (sections.phases().isEmpty()) {
            PhaseSpec whole = PhaseSpec.whole(sections.model(), sections.loss(), section.training(), Optional.empty());
            return List.of(ending(whole, configuration.select(), section.patience()));
        }
        List<Map.Entry<String, TrialSections.PhaseSection>> named = sections.phases().get().entrySet().stream()
                .sorted(Comparator.comparing(phase -> phase.getValue().turn()))
                .toList();
        List<PhaseSpec> specs = new ArrayList<>();
        for (Map.Entry<String, TrialSections.PhaseSection> entry : named) {
            boolean last = specs.size() == named.size() - 1;
            PhaseSpec phaseSpec = phase(entry.getKey(), entry.getValue(), sections);
            Optional<Integer> patience = entry.getValue().patience().or(section::patience);
            specs.add(ending(phaseSpec, last ? configuration.select() : Optional.empty(), patience));
        }
        measurable(specs.getLast());
        return specs;
    }

    private static void measurable(PhaseSpec last) {
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
    private static PhaseSpec ending(PhaseSpec phaseSpec, Optional<EpochSelection> select, Optional<Integer> patience) {
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
                patience);
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
                        section.curvatureBatch(),
                        section.evaluationBatch())
                .training();
    }
}
