package org.recurve.engine.diagnosis;

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
import org.recurve.compute.inspect.ModelSummary;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.Program;
import org.recurve.engine.diagnosis.Diagnosis.MapCorrelation;

/**
 * The units of one layer on some examples: the elements of what it gives, or the channels where it gives maps.
 *
 * @param filters whether they are maps that the layer makes by weights of its own
 * @param given by the layer, an element for each example
 */
public record UnitStatistics(String layer, boolean filters, List<LayerActivations> given) {
    /** A unit through which less of a gradient passes, whatever the example, hardly learns. */
    private static final float PASSES = 0.01f;

    private static final double MANY = 0.3;
    private static final double ALIKE = 0.95;
    private static final int MAPS = 16;

    /** Returns every layer of whose units something can be said, in order; {@code examples}: for each, what each layer gives. */
    public static List<UnitStatistics> of(Program program, List<List<LayerActivations>> examples) {
        Set<String> filtering = ModelSummary.filtering(program);
        Set<String> activations = program.activations();
        return examples.isEmpty()
                ? List.of()
                : IntStream.range(0, examples.getFirst().size())
                        .mapToObj(layer -> ofOneSize(
                                examples.stream().map(given -> given.get(layer)).toList()))
                        .map(given -> {
                            String layer = given.getFirst().layer();
                            return new UnitStatistics(layer, filtering.contains(layer), given);
                        })
                        .filter(statistics -> statistics.filters() || activations.contains(statistics.layer()))
                        .toList();
    }

    /** Returns what has the first one's shape: where examples differ in size, a layer's maps do, too. */
    private static List<LayerActivations> ofOneSize(List<LayerActivations> all) {
        Shape shape = all.getFirst().shape();
        return all.stream()
                .filter(layerActivations -> layerActivations.shape().equals(shape))
                .toList();
    }

    /** Returns whether there is a layer of whose units something can be said. */
    static boolean in(Program program) {
        return !program.activations().isEmpty()
                || !ModelSummary.filtering(program).isEmpty();
    }

    /** Returns what is wrong with units one by one, and with feature maps in pairs. */
    List<DiagnosisFinding> findings() {
        return findings(Optional.empty());
    }

    /** Returns the same; what was wrong before training already has other remedies than what training made so. */
    public List<DiagnosisFinding> findings(Optional<UnitStatistics> before) {
        List<DiagnosisFinding> findings = new ArrayList<>(idle(before));
        likeness()
                .flatMap(mapCorrelation -> alike(mapCorrelation, before.flatMap(UnitStatistics::likeness)))
                .ifPresent(findings::add);
        return findings;
    }

    /** Units of an activation that no gradient, or hardly any, passes. */
    List<DiagnosisFinding> idle() {
        return idle(Optional.empty());
    }

    private List<DiagnosisFinding> idle(Optional<UnitStatistics> before) {
        List<DiagnosisFinding> findings = new ArrayList<>();
        if (given.getFirst().slopes().length == 0) {
            return findings;
        }
        int units = count();
        long dead = dead();
        if (dead > MANY * units) {
            findings.add(new DiagnosisFinding(
                    layer + ": " + dead + " of " + units + " units are dead: they give 0 for all " + given.size()
                            + " examples, and no gradient passes" + since(before.map(UnitStatistics::dead)),
                    before.filter(then -> 2 * then.dead() > dead).isPresent()
                            ? "initial values by he, small positive biases, inputs of mean 0 and variance 1, or"
                                    + " leaky-relu"
                            : "a smaller learning rate, a normalization before this layer, or leaky-relu"));
        }
        long saturated = saturated();
        if (saturated > MANY * units) {
            findings.add(new DiagnosisFinding(
                    layer + ": " + saturated + " of " + units + " units are saturated for all " + given.size()
                            + " examples, where hardly a gradient passes"
                            + since(before.map(UnitStatistics::saturated)),
                    before.filter(then -> 2 * then.saturated() > saturated).isPresent()
                            ? "smaller initial values, inputs of mean 0 and variance 1, or a normalization"
                                    + " before this layer"
                            : "a smaller learning rate, a penalty on large weights, or a normalization before"
                                    + " this layer"));
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

    /** Returns how much the first maps that a layer makes by its weights are alike, over all examples and places; else empty. */
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

    /** Returns how much all of them are alike; empty for maps of a single place, too. */
    public Optional<MapCorrelation> likeness() {
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
        return Optional.of(new MapCorrelation(layer, maps, mean, largest, pair[0] + 1, pair[1] + 1, twins));
    }

    /** Returns a pair that is alike by chance is no harm; many are filters that could be spared. */
    private static Optional<DiagnosisFinding> alike(MapCorrelation mapCorrelation, Optional<MapCorrelation> before) {
        boolean always =
                before.filter(then -> 2 * then.twins() > mapCorrelation.twins()).isPresent();
        return mapCorrelation.twins() > MANY * mapCorrelation.maps()
                ? Optional.of(new DiagnosisFinding(
                        String.format(
                                Locale.ROOT,
                                "%s: %d of %d feature maps are like another one; the correlation of maps %d and %d is"
                                        + " %.3f",
                                mapCorrelation.layer(),
                                mapCorrelation.twins(),
                                mapCorrelation.maps(),
                                mapCorrelation.one(),
                                mapCorrelation.other(),
                                mapCorrelation.largest()),
                        (always
                                        ? "other initial values (they were equal before training), or fewer filters"
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
        return of(unit, LayerActivations::values);
    }

    private double[] slopes(int unit) {
        return of(unit, LayerActivations::slopes);
    }

    /** Returns the values of one unit, over all examples and places. */
    private double[] of(int unit, Function<LayerActivations, float[]> elements) {
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
