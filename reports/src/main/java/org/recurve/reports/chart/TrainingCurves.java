package org.recurve.reports.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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

    /** For each task a panel for each metric, those of validation first, then a panel for each quantity of steps. */
    public List<ChartPanel> panels() {
        List<ChartPanel> panels = new ArrayList<>();
        for (String task : arms.tasks()) {
            String suffix = task.isEmpty() ? "" : " · " + task;
            List<String> metrics = metrics(task);
            for (String metric : metrics) {
                panels.add(ChartPanel.of(metric + suffix, "epoch", bundles(task, trial -> epochs(trial, metric))));
            }
            for (String quantity : quantities(task, metrics)) {
                String title = quantity.equals(StepSeries.LOSS) ? "loss of each batch" : quantity;
                panels.add(ChartPanel.of(title + suffix, "step", bundles(task, trial -> steps(trial, quantity))));
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
                .sorted(Comparator.comparing((String metric) -> !metric.startsWith("validation."))
                        .thenComparing(metric -> metric))
                .toList();
    }

    private List<String> quantities(String task, List<String> metrics) {
        return trials(task)
                .flatMap(trial -> reader.seriesNames(trial.id()).stream())
                .distinct()
                .filter(name -> !metrics.contains(name))
                .toList();
    }

    private Stream<TrialView> trials(String task) {
        return arms.of(task).stream().flatMap(arm -> arm.trials().stream());
    }

    /** Read once, though many panels show them. */
    private List<EpochView> epochs(TrialView trial) {
        return epochs.computeIfAbsent(trial.id(), reader::epochs);
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

    private CurveLine steps(TrialView trial, String quantity) {
        StepSeries series = reader.series(trial.id(), quantity);
        double[] steps = LongStream.of(series.steps()).asDoubleStream().toArray();
        return new CurveLine(name(trial), steps, series.values());
    }

    private static String name(TrialView trial) {
        return "seed " + trial.seed();
    }
}
