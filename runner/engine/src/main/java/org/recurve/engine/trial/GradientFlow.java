package org.recurve.engine.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.data.Data;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.Arrival;
import org.recurve.compute.Batch;
import org.recurve.compute.Program;
import org.recurve.compute.Reference;
import org.recurve.compute.State;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.Turn;
import org.recurve.engine.spec.Measure;
import org.recurve.engine.spec.TrialSpec;

/**
 * How much of the loss's gradient arrives at each step of a sequence, on the first training examples: in double, so that
 * what vanishes is still a number. For one thread.
 */
public final class GradientFlow {
    private static final int EXAMPLES = 8;

    private final List<String> parts;
    private final Program program;
    private final Reference reference;
    private final Batch batch;

    private GradientFlow(List<String> parts, Program program, TrialSpec spec, Chunking chunking) {
        this.parts = parts;
        this.program = program;
        this.reference = new Reference(program, Stream.of(spec.draws().init()).in("init"));
        int count = Math.min(EXAMPLES, chunking.sequences(Data.TRAIN));
        Turn first = chunking.pass(Data.TRAIN, count).getFirst();
        this.batch = new Batches(chunking, count).training(first, 1, program.carried(count));
    }

    /** That of the parts whose gradients' norms the trial measures, if there are such. */
    static Optional<GradientFlow> of(TrialSpec spec, Chunking chunking) {
        return program(spec.measures(), spec.last().model(), spec.last().loss(), chunking)
                .map(program -> new GradientFlow(parts(spec.measures()), program, spec, chunking));
    }

    private static List<String> parts(List<Measure> measures) {
        return measures.stream()
                .filter(Measure::isGradientNorm)
                .map(Measure::split)
                .toList();
    }

    /** The model, watched where that is asked for; InvalidSetting if a part that is to be measured is no recurrence. */
    public static Optional<Program> program(
            List<Measure> measures, Layers model, Spec<Loss<?>> loss, Chunking chunking) {
        List<String> parts = parts(measures);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Program program = Program.watched(model, loss, chunking.data().fields(), chunking.cut());
        List<String> places = program.watchedPlaces();
        for (String part : parts) {
            if (places.stream().noneMatch(place -> place.startsWith(part + "."))) {
                throw new InvalidSetting(
                        "measure",
                        "",
                        Measure.gradientNorm(part).qualified()
                                + " asks for gradients at each step of a recurrence, but nothing in \"" + part
                                + "\" goes from step to step; seen can be: " + String.join(", ", places));
            }
        }
        return Optional.of(program);
    }

    /** For each part, the norm at the first step of its first state: that which vanishes or explodes. */
    Map<String, Double> metrics(State state) {
        List<Arrival> arrivals = arrivals(state);
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (String part : parts) {
            Arrival first = of(part, arrivals).getFirst();
            metrics.put(Measure.gradientNorm(part).qualified(), first.norms()[0]);
        }
        return metrics;
    }

    /** For each part, the decimal logarithms of all norms by step, and of the bound where there is one. */
    Map<String, Matrix> pictures(State state, String when) {
        List<Arrival> arrivals = arrivals(state);
        Map<String, Matrix> pictures = new LinkedHashMap<>();
        for (String part : parts) {
            pictures.put(part, picture(part, of(part, arrivals), factors(state), when));
        }
        return pictures;
    }

    /** @param factors {@code αβ} by the full name of the state */
    private static Matrix picture(String part, List<Arrival> arrivals, Map<String, Double> factors, String when) {
        List<String> rows = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            String row = arrival.name().substring(part.length() + 1);
            rows.add(row);
            values.add(logarithms(arrival.norms()));
            Optional.ofNullable(factors.get(arrival.name())).ifPresent(factor -> {
                rows.add("bound of " + row);
                values.add(logarithms(bound(arrival.norms(), factor)));
                bounds.add("bound of " + row + ": αβ = " + Math.round(factor * 1000) / 1000.0
                        + " to the power of the steps back");
            });
        }
        int steps = values.getFirst().length;
        List<String> columns =
                IntStream.rangeClosed(1, steps).mapToObj(String::valueOf).toList();
        String title = "Gradient norms of " + part + " by step, " + when + ": log10, rows from the top "
                + String.join(", ", rows) + "; "
                + (bounds.isEmpty() ? "no bound: no factor is known to hold at every step" : String.join("; ", bounds));
        return new Matrix(title, rows, columns, values.toArray(double[][]::new));
    }

    private static double[] logarithms(double[] norms) {
        return Arrays.stream(norms).map(StrictMath::log10).toArray();
    }

    /** What arrives at the last step, times {@code (αβ)^k} at the {@code k}-th step before. */
    static double[] bound(double[] norms, double factor) {
        double[] bound = new double[norms.length];
        for (int step = 0; step < norms.length; step++) {
            bound[step] = norms[norms.length - 1] * StrictMath.pow(factor, norms.length - 1 - step);
        }
        return bound;
    }

    private List<Arrival> of(String part, List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> arrival.name().startsWith(part + "."))
                .toList();
    }

    private List<Arrival> arrivals(State state) {
        Map<String, double[]> fields = new LinkedHashMap<>();
        batch.fields().forEach((name, values) -> fields.put(name, doubles(values)));
        return reference.arrivals(
                batch, new Reference.Point(doubles(state.theta().toArray()), fields));
    }

    /** {@code αβ} of each state that has such a bound, by its full name. */
    private Map<String, Double> factors(State state) {
        Map<String, Double> factors = new LinkedHashMap<>();
        program.contractions().forEach((name, by) -> factors.put(name, by.slope() * largestSingularValue(state, by)));
        return factors;
    }

    private static double largestSingularValue(State state, Contraction contraction) {
        return List.of(state.theta(), state.frozen()).stream()
                .flatMap(vector -> vector.segments().stream()
                        .filter(segment -> segment.name().equals(contraction.weights()))
                        .map(segment -> largestSingularValue(vector, segment)))
                .findFirst()
                .orElseThrow();
    }

    private static double largestSingularValue(Vector vector, Segment matrix) {
        int from = matrix.offset();
        int to = from + matrix.shape().size();
        return Norms.spectral(
                Arrays.copyOfRange(vector.toArray(), from, to), matrix.shape().dim(0));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
