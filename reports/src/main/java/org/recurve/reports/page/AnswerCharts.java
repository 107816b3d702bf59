package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.chart.ArmCurves;
import org.recurve.reports.chart.ChartPanel;
import org.recurve.reports.chart.CurveLine;
import org.recurve.reports.statistics.CalibrationBins;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Draws how far the probabilities of classifiers are to be trusted: ROC curves and reliability diagrams, a line for each arm. */
final class AnswerCharts {
    private static final String ROC = "roc-";
    private static final String CALIBRATION = "calibration-";
    private static final double PERCENT = 100;

    private final String split;
    private final StoreReader reader;

    private AnswerCharts(String split, StoreReader reader) {
        this.split = split;
        this.reader = reader;
    }

    /** Returns those of a split, for each task in which something answers with probabilities. */
    static List<ChartPanel> of(String split, StudyArms arms, StoreReader reader) {
        AnswerCharts charts = new AnswerCharts(split, reader);
        return arms.tasks().stream()
                .flatMap(task -> Stream.of(charts.roc(task, arms.of(task)), charts.calibration(task, arms.of(task))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns whether these charts show what was recorded. */
    static boolean show(ArtifactView view) {
        return switch (view.artifact()) {
            case Artifact.Curve _ -> view.name().startsWith(ROC);
            case Artifact.Matrix matrix ->
                view.name().startsWith(CALIBRATION)
                        && CalibrationBins.of(matrix).isPresent();
            default -> false;
        };
    }

    private Optional<ChartPanel> roc(String task, List<StudyArm> arms) {
        Set<String> recorded = reader.withArtifact(ROC + split);
        List<ArmCurves> curves = new ArrayList<>();
        for (StudyArm arm : arms) {
            List<CurveLine> lines = trials(arm, recorded)
                    .flatMap(trial -> reader.latest(trial.id(), ROC + split, Artifact.Curve.class).stream()
                            .map(curve -> percent("seed " + trial.seed(), curve.x(), curve.y())))
                    .toList();
            if (!lines.isEmpty()) {
                curves.add(new ArmCurves(arm.style(), arm.variant(), lines));
            }
        }
        return drawn(
                "Receiver operating characteristic",
                task,
                "others taken for a class, %",
                "of the class found, %",
                List.of(
                        "What percentage of a class is found, against that of the others taken for it, at every threshold of"
                                + " its probability; of more than two classes, and of labels, the mean. The diagonal is chance."),
                curves,
                "chance");
    }

    private Optional<ChartPanel> calibration(String task, List<StudyArm> arms) {
        Set<String> recorded = reader.withArtifact(CALIBRATION + split);
        List<ArmCurves> curves = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        for (StudyArm arm : arms) {
            List<CurveLine> lines = new ArrayList<>();
            List<Double> apart = new ArrayList<>();
            trials(arm, recorded)
                    .forEach(trial -> reader.latest(trial.id(), CALIBRATION + split, Artifact.Matrix.class)
                            .flatMap(CalibrationBins::of)
                            .ifPresent(bins -> {
                                lines.add(percent("seed " + trial.seed(), bins.middles(), bins.shares()));
                                apart.add(bins.error());
                            }));
            if (!lines.isEmpty()) {
                curves.add(new ArmCurves(arm.style(), arm.variant(), lines));
                errors.add(arm.variant() + " "
                        + apart.stream()
                                .map(error -> NumberText.fixed(error, 3))
                                .collect(Collectors.joining(", ")));
            }
        }
        return drawn(
                "Reliability diagram",
                task,
                "probability of answers, %",
                "of the answers right, %",
                List.of(
                        "What percentage of the answers is right that have about this probability; calibrated ones lie on the"
                                + " diagonal. Calibration error (ECE) by seed: " + String.join("; ", errors) + "."),
                curves,
                "calibrated");
    }

    /** Returns a line of the points that have a value. */
    private static CurveLine percent(String name, double[] x, double[] y) {
        int[] known = IntStream.range(0, Math.min(x.length, y.length))
                .filter(i -> Double.isFinite(y[i]))
                .toArray();
        return new CurveLine(
                name,
                IntStream.of(known).mapToDouble(i -> PERCENT * x[i]).toArray(),
                IntStream.of(known).mapToDouble(i -> PERCENT * y[i]).toArray());
    }

    private static Stream<TrialView> trials(StudyArm arm, Set<String> recorded) {
        return arm.trials().stream().filter(trial -> recorded.contains(trial.id()));
    }

    private Optional<ChartPanel> drawn(
            String title,
            String task,
            String xLabel,
            String yLabel,
            List<String> notes,
            List<ArmCurves> curves,
            String diagonal) {
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        double[] xs = curves.stream()
                .flatMap(arm -> arm.lines().stream())
                .flatMapToDouble(line -> DoubleStream.of(line.x()))
                .sorted()
                .distinct()
                .toArray();
        int style = curves.stream().mapToInt(ArmCurves::style).max().orElse(0) + 1;
        List<ArmCurves> all = new ArrayList<>(curves);
        all.add(new ArmCurves(style, diagonal, List.of(new CurveLine(diagonal, xs, xs))));
        ChartPanel panel =
                ChartPanel.of(title + ", " + split + " split" + (task.isEmpty() ? "" : ", " + task), xLabel, all);
        List<String> said = new ArrayList<>(notes);
        said.addAll(ChartPanel.of("", xLabel, curves).notes()); // of what was trained: the diagonal is no seed
        return Optional.of(new ChartPanel(
                panel.title(),
                panel.xLabel(),
                said,
                panel.xs(),
                panel.drawn(),
                Optional.of(new ChartPanel.ValueRange(0, PERCENT)),
                Optional.of(yLabel)));
    }
}
