package org.recurve.engine.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.model.Shape;
import org.recurve.compute.Given;
import org.recurve.compute.Program;
import org.recurve.compute.Summary;
import org.recurve.engine.trial.Examination.Likeness;

/**
 * The units of one layer on some examples: the elements of what it gives, or the channels where it gives maps.
 *
 * @param filters whether they are maps that the layer makes by weights of its own
 * @param given by the layer, an element for each example
 */
record Units(String layer, boolean filters, List<Given> given) {
    /** A unit through which less of a gradient passes, whatever the example, hardly learns. */
    private static final float PASSES = 0.01f;

    private static final double MANY = 0.3;
    private static final double ALIKE = 0.95;
    private static final int MAPS = 16;

    /** Every layer of whose units something can be said, in order; {@code examples}: for each, what each layer gives. */
    static List<Units> of(Program program, List<List<Given>> examples) {
        Set<String> filtering = Summary.filtering(program);
        Set<String> activations = program.activations();
        return examples.isEmpty()
                ? List.of()
                : IntStream.range(0, examples.getFirst().size())
                        .mapToObj(layer -> ofOneSize(
                                examples.stream().map(given -> given.get(layer)).toList()))
                        .map(given -> {
                            String layer = given.getFirst().layer();
                            return new Units(layer, filtering.contains(layer), given);
                        })
                        .filter(units -> units.filters() || activations.contains(units.layer()))
                        .toList();
    }

    /** What has the first one's shape: where examples differ in size, a layer's maps do, too. */
    private static List<Given> ofOneSize(List<Given> all) {
        Shape shape = all.getFirst().shape();
        return all.stream().filter(given -> given.shape().equals(shape)).toList();
    }

    /** Whether there is a layer of whose units something can be said. */
    static boolean in(Program program) {
        return !program.activations().isEmpty() || !Summary.filtering(program).isEmpty();
    }

    /** What is wrong with units one by one, and with feature maps in pairs. */
    List<Finding> findings() {
        return findings(Optional.empty());
    }

    /** The same; what was wrong before training already has other remedies than what training made so. */
    List<Finding> findings(Optional<Units> before) {
        List<Finding> findings = new ArrayList<>(idle(before));
        likeness()
                .flatMap(likeness -> alike(likeness, before.flatMap(Units::likeness)))
                .ifPresent(findings::add);
        return findings;
    }

    /** Units of an activation that no gradient, or hardly any, passes. */
    List<Finding> idle() {
        return idle(Optional.empty());
    }

    private List<Finding> idle(Optional<Units> before) {
        List<Finding> findings = new ArrayList<>();
        if (given.getFirst().slopes().length == 0) {
            return findings;
        }
        int units = count();
        long dead = dead();
        if (dead > MANY * units) {
            findings.add(new Finding(
                    layer + ": " + dead + " of " + units + " units are dead: they give 0 for all " + given.size()
                            + " examples, and no gradient passes" + since(before.map(Units::dead)),
                    before.filter(then -> 2 * then.dead() > dead).isPresent()
                            ? "initial values by he, small positive biases, inputs of mean 0 and variance 1, or leaky-relu"
                            : "a smaller learning rate, a normalization before this layer, or leaky-relu"));
        }
        long saturated = saturated();
        if (saturated > MANY * units) {
            findings.add(
                    new Finding(
                            layer + ": " + saturated + " of " + units + " units are saturated for all " + given.size()
                                    + " examples, where hardly a gradient passes" + since(before.map(Units::saturated)),
                            before.filter(then -> 2 * then.saturated() > saturated)
                                            .isPresent()
                                    ? "smaller initial values, inputs of mean 0 and variance 1, or a normalization before this layer"
                                    : "a smaller learning rate, a penalty on large weights, or a normalization before this layer"));
        }
        return findings;
    }

    private static String since(Optional<Long> before) {
        return before.map(count -> "; before training " + count + " were").orElse("");
    }

    private long dead() {
        return units(this::isDead);
    }

    private long saturated() {
        return units(this::isStuck) - dead();
    }

    /** How much the first maps that a layer makes by its weights are alike, over all examples and places; else empty. */
    Optional<Matrix> correlations() {
        int maps = Math.min(MAPS, count());
        if (!filters || maps < 2) {
            return Optional.empty();
        }
        double[][] values = IntStream.range(0, maps).mapToObj(this::values).toArray(double[][]::new);
        double[][] correlations = new double[maps][maps];
        for (int a = 0; a < maps; a++) {
            for (int b = 0; b <= a; b++) {
                correlations[a][b] = correlation(values[a], values[b]);
                correlations[b][a] = correlations[a][b];
            }
        }
        List<String> names =
                IntStream.rangeClosed(1, maps).mapToObj(String::valueOf).toList();
        return Optional.of(new Matrix(
                "Correlation of " + layer + "'s feature maps over " + given.size() + " examples",
                names,
                names,
                correlations));
    }

    /** How much all of them are alike; empty for maps of a single place, too. */
    Optional<Likeness> likeness() {
        int maps = count();
        if (!filters || maps < 2 || given.getFirst().shape().size() == maps) {
            return Optional.empty();
        }
        double[][] values = IntStream.range(0, maps).mapToObj(this::values).toArray(double[][]::new);
        boolean[] twin = new boolean[maps];
        double sum = 0;
        double largest = 0;
        int[] pair = {0, 1};
        for (int a = 0; a < maps; a++) {
            for (int b = a + 1; b < maps; b++) {
                double r = Math.abs(correlation(values[a], values[b]));
                sum += r;
                twin[a] |= r > ALIKE;
                twin[b] |= r > ALIKE;
                if (r > largest) {
                    largest = r;
                    pair = new int[] {a, b};
                }
            }
        }
        int twins = (int) IntStream.range(0, maps).filter(map -> twin[map]).count();
        double mean = sum * 2 / ((double) maps * (maps - 1));
        return Optional.of(new Likeness(layer, maps, mean, largest, pair[0] + 1, pair[1] + 1, twins));
    }

    /** A pair that is alike by chance is no harm; many are filters that could be spared. */
    private static Optional<Finding> alike(Likeness likeness, Optional<Likeness> before) {
        boolean always =
                before.filter(then -> 2 * then.twins() > likeness.twins()).isPresent();
        return likeness.twins() > MANY * likeness.maps()
                ? Optional.of(new Finding(
                        String.format(
                                Locale.ROOT,
                                "%s: %d of %d feature maps are like another one; the correlation of maps %d and %d is %.3f",
                                likeness.layer(),
                                likeness.twins(),
                                likeness.maps(),
                                likeness.one(),
                                likeness.other(),
                                likeness.largest()),
                        (always
                                        ? "other initial values, since before training they were alike too, or fewer filters"
                                        : "fewer filters, or dropout")
                                + ": maps should be uncorrelated and sparse"))
                : Optional.empty();
    }

    /** Pearson's; 0 where one of the two is constant. */
    static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx == 0 || yy == 0 ? 0 : xy / StrictMath.sqrt(xx * yy);
    }

    private int count() {
        Shape shape = given.getFirst().shape();
        return shape.rank() == 3 ? shape.dim(0) : shape.size();
    }

    private long units(IntPredicate which) {
        return IntStream.range(0, count()).filter(which).count();
    }

    private boolean isDead(int unit) {
        return Arrays.stream(values(unit)).allMatch(value -> value == 0)
                && Arrays.stream(slopes(unit)).allMatch(slope -> slope == 0);
    }

    private boolean isStuck(int unit) {
        return Arrays.stream(slopes(unit)).allMatch(slope -> Math.abs(slope) < PASSES);
    }

    private double[] values(int unit) {
        return of(unit, Given::values);
    }

    private double[] slopes(int unit) {
        return of(unit, Given::slopes);
    }

    /** Of one unit, over all examples and places. */
    private double[] of(int unit, Function<Given, float[]> elements) {
        int size = given.getFirst().shape().size() / count();
        double[] values = new double[given.size() * size];
        for (int example = 0; example < given.size(); example++) {
            for (int i = 0; i < size; i++) {
                values[example * size + i] = elements.apply(given.get(example))[unit * size + i];
            }
        }
        return values;
    }
}
