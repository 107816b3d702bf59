package org.recurve.reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.recurve.api.measure.Metric.Better;
import org.recurve.reports.study.Arm;
import org.recurve.reports.text.Numbers;
import org.recurve.storage.TrialView;

/** What each arm reaches against what it costs. */
public record Efficiency(String task, String metric, List<Plane> planes) {
    /** The width and the height of a plot. */
    public static final int WIDTH = 300;

    public static final int HEIGHT = 180;

    private static final int NAMED = 12;

    public Efficiency {
        planes = List.copyOf(planes);
    }

    /**
     * One cost.
     *
     * @param low the least cost of all, {@code high} the largest; between them the logarithm counts
     * @param worst the lowest value, {@code best} the highest
     * @param front a path along the arms that nothing cheaper is as good as; empty if nobody knows which way is good
     */
    public record Plane(String cost, String low, String high, String worst, String best, List<Dot> dots, String front) {
        public Plane {
            dots = List.copyOf(dots);
        }

        /** Whether there is room for names beside the dots. */
        public boolean named() {
            return dots.size() <= NAMED;
        }
    }

    /** One arm; {@code onFront}: nothing cheaper is as good. */
    public record Dot(Arm arm, double x, double y, boolean onFront, String text) {}

    private record Reached(Arm arm, long cost, double value) {}

    /** Empty unless there are two costs to choose between. */
    static Optional<Efficiency> of(ResultTable table) {
        List<Plane> planes = Stream.of(
                        plane("parameters", Model.Total::parameters, table), plane("FLOPs", Model.Total::flops, table))
                .flatMap(Optional::stream)
                .toList();
        return planes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Efficiency(table.task(), table.compare().primary(), planes));
    }

    private static Optional<Plane> plane(String name, ToLongFunction<Model.Total> cost, ResultTable table) {
        List<Reached> reached = table.rows().stream()
                .filter(row -> !row.withheld())
                .flatMap(row -> row.summary().stream()
                        .map(summary -> new Reached(row.arm(), cost.applyAsLong(total(row.arm())), summary.mean())))
                .filter(one -> one.cost() > 0)
                .sorted(Comparator.comparingLong(Reached::cost))
                .toList();
        return reached.stream().mapToLong(Reached::cost).distinct().count() < 2
                ? Optional.empty()
                : Optional.of(plane(name, reached, table));
    }

    private static Model.Total total(Arm arm) {
        return Model.Total.of(arm.example().map(TrialView::layers).orElse(List.of()));
    }

    private static Plane plane(String name, List<Reached> reached, ResultTable table) {
        double low = StrictMath.log(reached.getFirst().cost());
        double high = StrictMath.log(reached.getLast().cost());
        double worst = reached.stream().mapToDouble(Reached::value).min().orElse(0);
        double best = reached.stream().mapToDouble(Reached::value).max().orElse(1);
        List<Arm> front = table.compare()
                .nature()
                .better(table.compare().primary())
                .map(way -> front(reached, way))
                .orElse(List.of());
        List<Dot> dots = new ArrayList<>();
        for (Reached one : reached) {
            double x = WIDTH * (StrictMath.log(one.cost()) - low) / (high - low);
            double y = best > worst ? HEIGHT * (best - one.value()) / (best - worst) : HEIGHT / 2.0;
            String value = Numbers.fixed(one.value(), table.decimals());
            String text = one.arm().variant() + ": " + value + " with " + Numbers.count(one.cost()) + " " + name;
            dots.add(new Dot(one.arm(), tenths(x), tenths(y), front.contains(one.arm()), text));
        }
        return new Plane(
                name,
                Numbers.count(reached.getFirst().cost()),
                Numbers.count(reached.getLast().cost()),
                Numbers.fixed(worst, table.decimals()),
                Numbers.fixed(best, table.decimals()),
                dots,
                path(dots.stream().filter(Dot::onFront).toList()));
    }

    /** Those that are better than all that cost less, or as much. */
    private static List<Arm> front(List<Reached> ascending, Better way) {
        double sign = way == Better.HIGHER ? 1 : -1;
        return ascending.stream()
                .filter(one -> ascending.stream()
                        .filter(other -> other != one && other.cost() <= one.cost())
                        .noneMatch(other -> sign * other.value() > sign * one.value()
                                || (other.value() == one.value() && other.cost() < one.cost())))
                .map(Reached::arm)
                .toList();
    }

    /** Level until the next arm is better. */
    private static String path(List<Dot> front) {
        StringBuilder path = new StringBuilder();
        for (Dot dot : front) {
            path.append(path.isEmpty() ? "M" + dot.x() + " " + dot.y() : "H" + dot.x() + "V" + dot.y());
        }
        return front.size() < 2 ? "" : path.toString();
    }

    private static double tenths(double value) {
        return StrictMath.rint(10 * value) / 10;
    }
}
