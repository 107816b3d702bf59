package org.recurve.reports.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.answer.AnswerSentence;
import org.recurve.reports.answer.AnswerText;
import org.recurve.reports.answer.ResultSection;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.reports.answer.StudyResults;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.chart.TrainingCurves;
import org.recurve.reports.chart.TrainingCurves.DrawnCurves;
import org.recurve.reports.section.DrawnSection;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.study.AddedSeeds;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.ImportedTrials;
import org.recurve.reports.study.ReproducedTrials;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.study.StudyTimes;
import org.recurve.reports.study.SuccessRule;
import org.recurve.storage.label.StoreLabels.TargetLabels;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/**
 * All that a report says.
 *
 * @param answer what stands above all
 * @param labels what people said about the study
 * @param expectations sorted by their text
 * @param every arm, also points that were tried on the way to an answer
 * @param arms those that curves are drawn of, the first of each variant
 * @param undrawn how many more variants answer
 * @param results one table for each task
 * @param own what plugins show of the study
 * @param model empty, like {@code settings}, if no trial got so far
 * @param kept what the trials learnt, if it is
 * @param damages what of the study's data cannot be read
 */
public record ReportPage(
        StudyView study,
        StudyAnswer answer,
        StudyTimes times,
        TargetLabels labels,
        ComparisonQuestion compare,
        Optional<AddedSeeds> growth,
        Optional<ImportedTrials> imported,
        Optional<ReproducedTrials> reproduced,
        Map<String, Boolean> expectations,
        List<StudyArm> every,
        List<StudyArm> arms,
        int undrawn,
        List<ResultSection> results,
        Optional<SuccessSurvival> survival,
        List<PublishedComparison> beside,
        List<AnswerSentence> cautions,
        List<CostEfficiency> efficiency,
        List<SweepSection> sweeps,
        MetricTable measures,
        List<DrawnSection> own,
        DrawnCurves curves,
        List<ConfusionMatrices> confusions,
        List<ClassTables> classes,
        List<ChartPanel> probabilities,
        List<HardestExamples> mistaken,
        ArtifactGallery gallery,
        Optional<ModelTables> model,
        Optional<SettingsSection> settings,
        Optional<TrialTimeline> timeline,
        ProvenanceSection origin,
        Optional<KeptModels> kept,
        ReportCommands commands,
        List<String> damages) {
    private static final int MOST_DRAWN = 16;

    /** @param sections that plugins made of the study */
    public static ReportPage of(StudyView study, StoreReader reader, List<OwnSection> sections) {
        StudyResults known = StudyResults.of(study);
        StudyArms arms = known.arms();
        StudyArms answering = known.answering();
        ComparisonQuestion shown = known.shown();
        List<ResultSection> results = known.tables();
        Better better = shown.nature().better(shown.primary()).orElse(Better.HIGHER);
        StudyArms drawn = answering.foremost(MOST_DRAWN, shown.primary(), better);
        Optional<SuccessSurvival> survival =
                SuccessSurvival.of(known.asked().success().map(SuccessRule::new), answering, reader);
        return new ReportPage(
                study,
                StudyAnswer.of(study, known),
                StudyTimes.of(study),
                reader.labels().of(study.study()),
                shown,
                AddedSeeds.of(study),
                ImportedTrials.of(study.study(), study.trials()),
                ReproducedTrials.of(study.trials()),
                new TreeMap<>(study.expectations()),
                arms.all(),
                drawn.variants(),
                answering.variants().size() - drawn.variants().size(),
                results,
                survival,
                PublishedComparison.of(known.asked().published(), answering, survival),
                Warnings.of(arms, reader),
                results.stream()
                        .flatMap(table -> CostEfficiency.of(table).stream())
                        .toList(),
                SweepSection.of(arms, known.exploring()),
                MetricTable.of(answering),
                DrawnSection.of(sections, DrawnSection.styles(arms.all())),
                new TrainingCurves(reader, drawn).drawn(),
                Stream.of("test", "validation")
                        .flatMap(split -> ConfusionMatrices.of(split, drawn, shown.against(), reader).stream())
                        .toList(),
                Stream.of("test", "validation")
                        .flatMap(split ->
                                ClassTables.of(split, drawn, known.asked().folds(), reader).stream())
                        .toList(),
                Stream.of("test", "validation")
                        .flatMap(split -> AnswerCharts.of(split, drawn, reader).stream())
                        .toList(),
                HardestExamples.of(answering, shown, reader),
                ArtifactGallery.of(drawn, reader),
                ModelTables.of(answering),
                SettingsSection.of(answering),
                TrialTimeline.of(arms.all()),
                ProvenanceSection.of(study, reader.certificates()),
                KeptModels.of(study, reader),
                ReportCommands.of(study),
                reader.damages(study)); // the last: reading for the others may meet some
    }

    /** Returns whether all that answers are points of a sweep, so that the sweep is the answer. */
    public boolean explored() {
        return !sweeps.isEmpty() && results.stream().allMatch(ResultSection::explored);
    }

    /** Returns what was found of each variant, with every number of its test. */
    public static List<AnswerSentence> findings(ResultSection table) {
        return AnswerText.of(table);
    }
}
