package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Data;
import org.recurve.api.model.Layers;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.Phase;
import org.recurve.engine.spec.Select;
import org.recurve.engine.spec.Select.Goal;
import org.recurve.engine.spec.Training;

/** The phases of a configuration's training, in order; one without a name where the file has none. */
public final class Phases {
    private Phases() {}

    /** Names that fit no part, and settings that do not fit together, end in {@link InvalidSetting}. */
    public static List<Phase> of(Configuration configuration) {
        Sections sections = configuration.sections();
        Sections.Train train = sections.train();
        if (sections.phases().isEmpty()) {
            Phase whole = Phase.whole(sections.model(), sections.loss(), train.training(), Optional.empty());
            return List.of(ending(whole, configuration.select(), train.patience()));
        }
        List<Map.Entry<String, Sections.Phase>> named = sections.phases().get().entrySet().stream()
                .sorted(Comparator.comparing(phase -> phase.getValue().turn()))
                .toList();
        List<Phase> phases = new ArrayList<>();
        for (Map.Entry<String, Sections.Phase> entry : named) {
            boolean last = phases.size() == named.size() - 1;
            Phase phase = phase(entry.getKey(), entry.getValue(), sections);
            Optional<Integer> patience = entry.getValue().patience().or(train::patience);
            phases.add(ending(phase, last ? configuration.select() : Optional.empty(), patience));
        }
        measurable(phases.getLast());
        return phases;
    }

    private static void measurable(Phase last) {
        if (last.towardsPart()) {
            throw new InvalidSetting(
                    last.path() + ".target",
                    "",
                    "the last phase is the one that is measured, against what"
                            + " examples hold, and \"" + last.target()
                            + "\" is a part; name a field, or add a phase behind it");
        }
    }

    private static Phase phase(String name, Sections.Phase given, Sections sections) {
        String path = "phases." + name;
        Layers run = Phase.run(sections.model(), given.run(), path + ".run");
        given.carry().forEach(part -> Phase.fitting(run, part, path + ".carry"));
        return new Phase(
                name,
                Phase.learning(run, given.learn(), path + ".learn"),
                given.target(),
                given.loss().orElse(sections.loss()),
                training(given, sections.train()),
                given.carry(),
                Optional.empty(),
                Optional.empty());
    }

    /** Who waits for something better must say by what; the loss of what is held out, if nothing else. */
    private static Phase ending(Phase phase, Optional<Select> select, Optional<Integer> patience) {
        Optional<Select> rule = select.or(() ->
                patience.map(_ -> new Select(Measure.loss(Data.VALIDATION).qualified(), Goal.MIN)));
        return new Phase(
                phase.name(),
                phase.model(),
                phase.target(),
                phase.loss(),
                phase.training(),
                phase.carry(),
                rule,
                patience);
    }

    private static Training training(Sections.Phase given, Sections.Train train) {
        return new Sections.Train(
                        given.optimizer().orElse(train.optimizer()),
                        given.clip().orElse(train.clip()),
                        given.penalty().orElse(train.penalty()),
                        given.groups().orElse(train.groups()),
                        given.constrain().orElse(train.constrain()),
                        train.truncate(),
                        train.bucket(),
                        given.epochs().orElse(train.epochs()),
                        train.epochSize(),
                        given.batch().orElse(train.batch()),
                        train.patience(),
                        train.curvatureBatch(),
                        train.evaluationBatch())
                .training();
    }
}
