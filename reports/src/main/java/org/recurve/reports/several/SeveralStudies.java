package org.recurve.reports.several;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.reports.answer.StudyResults;
import org.recurve.reports.chart.ChartPanel.ValueRange;
import org.recurve.reports.chart.TrainingCurves;
import org.recurve.reports.several.ComparedStudy.BaselineMark;
import org.recurve.reports.several.CurveRow.StudyPanel;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyTimes;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/**
 * Several studies on one page: what each found, which share a baseline, and their curves side by side. Nothing is tested
 * across studies.
 *
 * @param curves quantities that at least two of them have
 */
public record SeveralStudies(List<ComparedStudy> studies, List<CurveRow> curves, List<String> damages) {
    private static final int MOST_DRAWN = 8;
    private static final int MOST_ROWS = 8;

    public SeveralStudies {
        studies = List.copyOf(studies);
        curves = List.copyOf(curves);
        damages = List.copyOf(damages);
    }

    /** Puts studies on a page, in this order. */
    public static SeveralStudies of(List<StudyView> studies, StoreReader reader) {
        List<ComparedStudy> compared = new ArrayList<>();
        for (StudyView study : studies) {
            StudyResults results = StudyResults.of(study);
            Optional<StudyArm> baseline = results.answering().all().stream()
                    .filter(arm -> arm.variant().equals(results.shown().against()))
                    .findFirst();
            compared.add(new ComparedStudy(
                    study,
                    results,
                    StudyAnswer.of(study, results),
                    StudyTimes.of(study),
                    baseline,
                    baseline.flatMap(arm -> shared(arm, compared))));
        }
        List<CurveRow> curves = curves(compared, reader);
        return new SeveralStudies(
                compared,
                curves,
                studies.stream()
                        .flatMap(study -> reader.damages(study).stream())
                        .distinct()
                        .toList());
    }

    private static Optional<BaselineMark> shared(StudyArm baseline, List<ComparedStudy> earlier) {
        return earlier.stream()
                .flatMap(other -> other.baseline().stream()
                        .map(theirs -> new BaselineMark(other.study().study(), SharedBaseline.of(baseline, theirs))))
                .filter(mark -> mark.how() != SharedBaseline.NONE)
                .findFirst();
    }

    private static List<CurveRow> curves(List<ComparedStudy> studies, StoreReader reader) {
        Map<String, List<StudyPanel>> byTitle = new LinkedHashMap<>();
        for (ComparedStudy one : studies) {
            StudyResults results = one.results();
            String metric = results.shown().primary();
            Better better = results.shown().nature().better(metric).orElse(Better.HIGHER);
            new TrainingCurves(reader, results.answering().foremost(MOST_DRAWN, metric, better))
                    .drawn()
                    .panels()
                    .forEach(panel -> byTitle.computeIfAbsent(panel.title(), _ -> new ArrayList<>())
                            .add(new StudyPanel(one.study().study(), panel)));
        }
        return byTitle.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .limit(MOST_ROWS)
                .map(entry -> new CurveRow(entry.getKey(), onOneScale(entry.getValue())))
                .toList();
    }

    private static List<StudyPanel> onOneScale(List<StudyPanel> panels) {
        Optional<ValueRange> range =
                panels.stream().flatMap(one -> one.panel().values().stream()).reduce(ValueRange::and);
        return panels.stream()
                .map(one -> new StudyPanel(one.study(), one.panel().within(range)))
                .toList();
    }
}
