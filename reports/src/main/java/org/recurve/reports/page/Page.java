package org.recurve.reports.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.chart.Curves;
import org.recurve.reports.chart.Panel;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Compare;
import org.recurve.reports.study.Growth;
import org.recurve.reports.study.ImportedTrials;
import org.recurve.reports.study.Published;
import org.recurve.reports.study.Reproduced;
import org.recurve.reports.study.Success;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/**
 * All that a report says.
 *
 * @param expectations sorted by their text
 * @param every arm, also points that were tried on the way to an answer
 * @param arms those that curves are drawn of, the first of each variant
 * @param undrawn how many more variants answer
 * @param results one table for each task
 * @param model empty, like {@code settings}, if no trial got so far
 * @param damages what of the study's data cannot be read
 */
public record Page(
        StudyView study,
        Compare compare,
        Optional<Growth> growth,
        Optional<ImportedTrials> imported,
        Optional<Reproduced> reproduced,
        Map<String, Boolean> expectations,
        List<Arm> every,
        List<Arm> arms,
        int undrawn,
        List<ResultTable> results,
        Optional<Survival> survival,
        List<Beside> beside,
        List<Sentence> cautions,
        List<Efficiency> efficiency,
        Optional<Sweep> sweep,
        Measures measures,
        List<Panel> panels,
        List<Confusions> confusions,
        List<Mistaken> mistaken,
        Gallery gallery,
        Optional<Model> model,
        Optional<Settings> settings,
        Optional<Timeline> timeline,
        Origin origin,
        Commands commands,
        List<String> damages) {
    private static final int MOST_DRAWN = 16;

    public static Page of(StudyView study, Reader reader) {
        Arms arms = Arms.of(study);
        Compare compare = Compare.of(study, arms);
        Family family = Family.of(arms, compare);
        Arms answering = arms.answering();
        Compare exploring = compare.exploring(study, arms);
        Compare shown = answering.all().stream().allMatch(Arm::isPoint) ? exploring : compare;
        List<ResultTable> results = answering.tasks().stream()
                .map(task -> ResultTable.of(task, answering, shown, family))
                .toList();
        Better better = compare.nature().better(shown.primary()).orElse(Better.HIGHER);
        Arms drawn = answering.foremost(MOST_DRAWN, shown.primary(), better);
        Optional<Survival> survival = Survival.of(Success.of(study), answering, reader);
        return new Page(
                study,
                shown,
                Growth.of(study),
                ImportedTrials.of(study.study(), study.trials()),
                Reproduced.of(study.trials()),
                new TreeMap<>(study.expectations()),
                arms.all(),
                drawn.variants(),
                answering.variants().size() - drawn.variants().size(),
                results,
                survival,
                Beside.of(Published.of(study), answering, survival),
                Cautions.of(arms, reader),
                results.stream().flatMap(table -> Efficiency.of(table).stream()).toList(),
                Sweep.of(arms, exploring.primary()),
                Measures.of(answering),
                new Curves(reader, drawn).panels(),
                Stream.of("test", "validation")
                        .flatMap(split -> Confusions.of(split, drawn, reader).stream())
                        .toList(),
                Mistaken.of(answering, compare, reader),
                Gallery.of(drawn, reader),
                Model.of(answering),
                Settings.of(answering),
                Timeline.of(study, arms.all()),
                Origin.of(study),
                Commands.of(study),
                reader.damages(study)); // the last: reading for the others may meet some
    }

    /** The answer in plain sentences. */
    public static List<Sentence> headline(ResultTable table) {
        return Headline.of(table);
    }
}
