package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.answer.ResultSection;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.text.NumberText;
import org.recurve.storage.view.TrialView;

/** Describes what each arm reaches against what it costs. */
public record CostEfficiency(String task, String metric, List<CostPlane> planes) {
    /** The width and the height of a plot. */
    public static final int WIDTH = 300;

    public static final int HEIGHT = 180;

    private static final int NAMED = 12;

    public CostEfficiency {
        planes = List.copyOf(planes);
    }

    /**
     * A cost.
     *
     * @param low the least cost of all, {@code high} the largest; between them the logarithm counts
     * @param worst the lowest value, {@code best} the highest
     * @param front a path along the arms that nothing cheaper is as good as; empty if nobody knows which way is good
     */
    public record CostPlane(
            String cost, String low, String high, String worst, String best, List<ArmDot> dots, String front) {
        public CostPlane {
            dots = List.copyOf(dots);
        }

        /** Returns whether there is room for names beside the dots. */
        public boolean named() {
            return dots.size() <= NAMED;
        }
    }

    /** An arm; {@code onFront}: nothing cheaper is as good. */
    public record ArmDot(StudyArm arm, double x, double y, boolean onFront, String text) {}

    private record ReachedCost(StudyArm arm, long cost, double value) {}

    /** Empty unless there are two costs to choose between. */
    static Optional<CostEfficiency> of(ResultSection table) {
        List<CostPlane> planes = Stream.of(
                        plane("parameters", ModelTables.LayerTotal::parameters, table),
                        plane("FLOPs", ModelTables.LayerTotal::flops, table))
                .flatMap(Optional::stream)
                .toList();
        return planes.isEmpty()
                ? Optional.empty()
                : Optional.of(new CostEfficiency(table.task(), table.compare().primary(), planes));
    }

    private static Optional<CostPlane> plane(
            String name, ToLongFunction<ModelTables.LayerTotal> cost, ResultSection table) {
        List<ReachedCost> reached = table.rows().stream()
                .filter(row -> !row.withheld())
                .flatMap(row -> row.summary().stream()
                        .map(summary -> new ReachedCost(row.arm(), cost.applyAsLong(total(row.arm())), summary.mean())))
                .filter(one -> one.cost() > 0)
                .sorted(Comparator.comparingLong(ReachedCost::cost))
                .toList();
        return reached.stream().mapToLong(ReachedCost::cost).distinct().count() < 2
                ? Optional.empty()
                : Optional.of(plane(name, reached, table));
    }

    private static ModelTables.LayerTotal total(StudyArm arm) {
        return ModelTables.LayerTotal.of(arm.example().map(TrialView::layers).orElse(List.of()));
    }

    private static CostPlane plane(String name, List<ReachedCost> reached, ResultSection table) {
        double low = StrictMath.log(reached.getFirst().cost());
        double high = StrictMath.log(reached.getLast().cost());
        double worst = reached.stream().mapToDouble(ReachedCost::value).min().orElse(0);
        double best = reached.stream().mapToDouble(ReachedCost::value).max().orElse(1);
        List<StudyArm> front = table.compare()
                .nature()
                .better(table.compare().primary())
                .map(way -> front(reached, way))
                .orElse(List.of());
        List<ArmDot> dots = new ArrayList<>();
        for (ReachedCost one : reached) {
            double x = WIDTH * (StrictMath.log(one.cost()) - low) / (high - low);
            double y = best > worst ? HEIGHT * (best - one.value()) / (best - worst) : HEIGHT / 2.0;
            String value = NumberText.fixed(one.value(), table.decimals());
            String text = one.arm().variant() + ": " + value + " with " + NumberText.count(one.cost()) + " " + name;
            dots.add(new ArmDot(one.arm(), tenths(x), tenths(y), front.contains(one.arm()), text));
        }
        return new CostPlane(
                name,
                NumberText.count(reached.getFirst().cost()),
                NumberText.count(reached.getLast().cost()),
                NumberText.fixed(worst, table.decimals()),
                NumberText.fixed(best, table.decimals()),
                dots,
                path(dots.stream().filter(ArmDot::onFront).toList()));
    }

    /** Returns those that are better than all that cost less, or as much. */
    private static List<StudyArm> front(List<ReachedCost> ascending, Better way) {
        double sign = way == Better.HIGHER ? 1 : -1;
        return ascending.stream()
                .filter(one -> ascending.stream()
                        .filter(other -> other != one && other.cost() <= one.cost())
                        .noneMatch(other -> sign * other.value() > sign * one.value()
                                || (other.value() == one.value() && other.cost() < one.cost())))
                .map(ReachedCost::arm)
                .toList();
    }

    /** Level until the next arm is better. */
    private static String path(List<ArmDot> front) {
        StringBuilder path = new StringBuilder();
        for (ArmDot dot : front) {
            path.append(path.isEmpty() ? "M" + dot.x() + " " + dot.y() : "H" + dot.x() + "V" + dot.y());
        }
        return front.size() < 2 ? "" : path.toString();
    }

    private static double tenths(double value) {
        return StrictMath.rint(10 * value) / 10;
    }
}
