package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.measure.MetricName;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/** Draws what a store has about a study's training: metrics over epochs, and quantities over steps. */
public final class TrainingCurves {
    private final StoreReader reader;
    private final StudyArms arms;
    private final Map<String, List<EpochView>> epochs = new HashMap<>();

    public TrainingCurves(StoreReader reader, StudyArms arms) {
        this.reader = reader;
        this.arms = arms;
    }

    /**
     * Describes what is drawn, and what need not be.
     *
     * @param panels those that show something
     * @param constant sentences about quantities that never changed
     */
    public record DrawnCurves(List<ChartPanel> panels, List<String> constant) {
        public DrawnCurves {
            panels = List.copyOf(panels);
            constant = List.copyOf(constant);
        }
    }

    /** Returns the panels of all that changes in training. */
    public DrawnCurves drawn() {
        List<ChartPanel> all = panels();
        return new DrawnCurves(
                all.stream().filter(panel -> panel.constant().isEmpty()).toList(),
                all.stream().flatMap(panel -> panel.constant().stream()).toList());
    }

    /** For each task a panel for each metric, those of validation first, then a panel for each quantity of steps. */
    private List<ChartPanel> panels() {
        List<ChartPanel> panels = new ArrayList<>();
        for (String task : arms.tasks()) {
            String suffix = task.isEmpty() ? "" : " · " + task;
            List<String> metrics = metrics(task);
            for (String metric : metrics) {
                panels.add(ChartPanel.of(metric + suffix, "epoch", bundles(task, trial -> epochs(trial, metric))));
            }
            List<String> trials = trials(task).map(TrialView::id).toList();
            for (String quantity : quantities(trials, metrics)) {
                String title = quantity.equals(StepSeries.LOSS) ? "loss of each batch" : quantity;
                Map<String, StepSeries> series = reader.steps(trials, quantity);
                panels.add(ChartPanel.of(title + suffix, "step", bundles(task, trial -> steps(trial, series))));
            }
        }
        return panels.stream().filter(panel -> panel.xs().length > 0).toList();
    }

    private interface PanelDrawing {
        CurveLine of(TrialView trial);
    }

    private List<ArmCurves> bundles(String task, PanelDrawing drawing) {
        return arms.of(task).stream().map(arm -> bundle(arm, drawing)).toList();
    }

    private static ArmCurves bundle(StudyArm arm, PanelDrawing drawing) {
        List<CurveLine> lines = arm.trials().stream()
                .map(drawing::of)
                .filter(line -> line.x().length > 0)
                .toList();
        return new ArmCurves(arm.style(), arm.variant(), lines);
    }

    private List<String> metrics(String task) {
        return trials(task)
                .flatMap(trial -> epochs(trial).stream())
                .flatMap(epoch -> epoch.metrics().keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(
                                (String metric) -> !MetricName.parse(metric).isOf(Data.VALIDATION))
                        .thenComparing(metric -> metric))
                .toList();
    }

    private List<String> quantities(List<String> trials, List<String> metrics) {
        Map<String, List<String>> names = reader.stepNames(trials);
        return trials.stream()
                .flatMap(trial -> names.getOrDefault(trial, List.of()).stream())
                .distinct()
                .filter(name -> !metrics.contains(name))
                .toList();
    }

    private Stream<TrialView> trials(String task) {
        return arms.of(task).stream().flatMap(arm -> arm.trials().stream());
    }

    /** Read once, though many panels show them. */
    private List<EpochView> epochs(TrialView trial) {
        if (epochs.isEmpty()) {
            epochs.putAll(reader.epochs(arms.all().stream()
                    .flatMap(arm -> arm.trials().stream())
                    .map(TrialView::id)
                    .toList()));
        }
        return epochs.getOrDefault(trial.id(), List.of());
    }

    private CurveLine epochs(TrialView trial, String metric) {
        List<EpochView> with = epochs(trial).stream()
                .filter(epoch -> epoch.metrics().containsKey(metric))
                .toList();
        return new CurveLine(
                name(trial),
                with.stream().mapToDouble(EpochView::epoch).toArray(),
                with.stream()
                        .mapToDouble(epoch -> epoch.metrics().getOrDefault(metric, Double.NaN))
                        .toArray());
    }

    private static CurveLine steps(TrialView trial, Map<String, StepSeries> of) {
        return Optional.ofNullable(of.get(trial.id()))
                .map(series -> new CurveLine(
                        name(trial),
                        LongStream.of(series.steps()).asDoubleStream().toArray(),
                        series.values()))
                .orElseGet(() -> new CurveLine(name(trial), new double[0], new double[0]));
    }

    private static String name(TrialView trial) {
        return "seed " + trial.seed();
    }
}
