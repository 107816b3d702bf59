package org.recurve.app.experiment;

import java.util.List;
import java.util.Optional;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.StartSection;
import org.recurve.app.configuration.TrialSections.PhaseSection;
import org.recurve.app.configuration.TrialSections.TrainSection;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.SamplingSpec;

/** The settings of the sections that have some, for those who explain the language. */
public final class SectionSettings {
    private SectionSettings() {}

    /** Returns the record that the long form of a section is read into; empty if it holds names, changes, plugins or text. */
    public static Optional<Class<? extends Record>> of(FileSection section) {
        return switch (section) {
            case TRAIN -> Optional.of(TrainSection.class);
            case START -> Optional.of(StartSection.class);
            case PHASES -> Optional.of(PhaseSection.class);
            case SAMPLE -> Optional.of(SamplingSpec.class);
            case SEEDS -> Optional.of(StudyReader.SeedRange.class);
            case COMPARE -> Optional.of(ReportQuestions.CompareSettings.class);
            case CHECKPOINT -> Optional.of(CheckpointRule.class);
            case SWEEP -> Optional.of(SpaceReader.SweepSettings.class);
            case TUNE -> Optional.of(SpaceReader.TuneSettings.class);
            case STUDY,
                    QUESTION,
                    DATA,
                    MODEL,
                    LOSS,
                    MEASURE,
                    SELECT,
                    ABLATE,
                    EXPECT,
                    SUCCESS,
                    PUBLISHED,
                    WEIGHTS,
                    GRADCHECK,
                    LISTEN,
                    QUICK,
                    TASKS,
                    LET,
                    EXTENDS,
                    CHANGE -> Optional.empty();
        };
    }

    /** Returns the words that {@code weights} may be. */
    public static List<String> keptWeights() {
        return StudyReader.keptWords();
    }

    /** Returns the ways in which {@code ablate} combines changes. */
    public static List<String> ablationModes() {
        return AblationReader.modes();
    }
}
