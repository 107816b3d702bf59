package org.recurve.reports.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.reports.chart.Curves;
import org.recurve.reports.chart.Panel;
import org.recurve.reports.study.Arm;
import org.recurve.reports.study.Arms;
import org.recurve.reports.study.Compare;
import org.recurve.reports.study.Growth;
import org.recurve.reports.study.Reproduced;
import org.recurve.storage.Reader;
import org.recurve.storage.StudyView;

/**
 * All that a report says.
 *
 * @param expectations sorted by their text
 * @param every arm, also points that were tried on the way to an answer
 * @param arms those that curves are drawn of: the first of each variant that answers
 * @param results one table for each task
 * @param model empty, like {@code settings}, if no trial got so far
 */
public record Page(
        StudyView study,
        Compare compare,
        Optional<Growth> growth,
        Optional<Reproduced> reproduced,
        Map<String, Boolean> expectations,
        List<Arm> every,
        List<Arm> arms,
        List<ResultTable> results,
        Optional<Sweep> sweep,
        Measures measures,
        List<Panel> panels,
        List<Confusions> confusions,
        List<Mistaken> mistaken,
        Gallery gallery,
        Optional<Model> model,
        Optional<Settings> settings,
        Origin origin,
        Commands commands) {
    public static Page of(StudyView study, Reader reader) {
        Arms arms = Arms.of(study);
        Compare compare = Compare.of(study, arms);
        Family family = Family.of(arms, compare);
        Arms answering = arms.answering();
        return new Page(
                study,
                compare,
                Growth.of(study),
                Reproduced.of(study.trials()),
                new TreeMap<>(study.expectations()),
                arms.all(),
                answering.variants(),
                answering.tasks().stream()
                        .map(task -> ResultTable.of(task, answering, compare, family))
                        .toList(),
                Sweep.of(arms, compare.primary()),
                Measures.of(answering),
                new Curves(reader, answering).panels(),
                Stream.of("test", "validation")
                        .flatMap(split -> Confusions.of(split, answering, reader).stream())
                        .toList(),
                Mistaken.of(answering, compare, reader),
                Gallery.of(answering, reader),
                Model.of(answering),
                Settings.of(answering),
                Origin.of(study),
                Commands.of(study));
    }

    /** The answer in plain sentences. */
    public static List<Sentence> headline(ResultTable table) {
        return Headline.of(table);
    }
}
