package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.artifact.Artifact.Matrix;
import org.recurve.api.data.Data;
import org.recurve.api.model.Contraction;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.inspect.StepGradientNorms;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.session.Batch;
import org.recurve.compute.trace.declaration.Parameter;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.MeasureSpec;
import org.recurve.engine.spec.TrialSpec;

/**
 * Describes how much of the loss's gradient arrives at each step of a sequence, on the first training examples: in double, so that
 * what vanishes is still a number. For one thread.
 */
public final class GradientFlow {
    private static final int EXAMPLES = 8;

    private final List<String> parts;
    private final Program program;
    private final ReferenceProgram referenceProgram;
    private final Batch batch;

    private GradientFlow(List<String> parts, Program program, TrialSpec spec, SequenceChunking chunking) {
        this.parts = parts;
        this.program = program;
        this.referenceProgram = new ReferenceProgram(
                program, org.recurve.api.random.Stream.of(spec.draws().init()).in("init"));
        int count = Math.min(EXAMPLES, chunking.sequences(Data.TRAIN));
        BatchIndices first = chunking.pass(Data.TRAIN, count).getFirst();
        this.batch = new BatchReader(chunking, count).training(first, 1, program.carried(count));
    }

    /** Returns the flow through the parts whose gradients' norms the trial measures, if there are such. */
    public static Optional<GradientFlow> of(TrialSpec spec, SequenceChunking chunking) {
        return program(spec.measures(), spec.last().model(), spec.last().loss(), chunking)
                .map(program -> new GradientFlow(parts(spec.measures()), program, spec, chunking));
    }

    private static List<String> parts(List<MeasureSpec> specs) {
        return specs.stream()
                .filter(MeasureSpec::isGradientNorm)
                .map(MeasureSpec::split)
                .toList();
    }

    /** Returns the model, watched where that is asked for; InvalidSetting if a part that is to be measured is not a recurrence. */
    public static Optional<Program> program(
            List<MeasureSpec> specs, Layers model, Spec<Loss<?>> loss, SequenceChunking chunking) {
        List<String> parts = parts(specs);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        Program program = Program.watched(model, loss, chunking.data().fields(), chunking.cut());
        List<String> learning = program.parametersByDepth().stream()
                .filter(parameter -> !parameter.frozen())
                .map(Parameter::name)
                .toList();
        for (String part : parts) {
            if (!steps(program, part) && learning.stream().noneMatch(name -> name.startsWith(part + "."))) {
                throw new InvalidSetting(
                        "measure",
                        "",
                        MeasureSpec.gradientNorm(part).qualified()
                                + " asks for a gradient, but nothing in \"" + part
                                + "\" learns or goes from step to step; parts that do: "
                                + Stream.concat(learning.stream(), program.watchedPlaces().stream())
                                        .map(name -> name.split("\\.", 2)[0])
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
            }
        }
        return Optional.of(program);
    }

    /** Returns whether something in a part goes from step to step. */
    private static boolean steps(Program program, String part) {
        return program.watchedPlaces().stream().anyMatch(place -> place.startsWith(part + "."));
    }

    /** Returns the parts whose parameters' gradient is measured as a whole, in the order of the model. */
    private List<String> layers() {
        return program.parametersByDepth().stream()
                .map(parameter -> parameter.name().split("\\.", 2)[0])
                .distinct()
                .filter(part -> parts.contains(part) && !steps(program, part))
                .toList();
    }

    /**
     * For each recurrence, the norm at the first step of its first state: that which vanishes or explodes. For any other part, the norm of
     * the gradient of the mean loss by all of its parameters.
     */
    public Map<String, Double> metrics(ModelState state) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        List<String> layers = layers();
        if (layers.size() < parts.size()) {
            List<StepGradientNorms> normses = arrivals(state);
            for (String part : parts) {
                if (!layers.contains(part)) {
                    StepGradientNorms first = of(part, normses).getFirst();
                    metrics.put(MeasureSpec.gradientNorm(part).qualified(), first.norms()[0]);
                }
            }
        }
        double[] norms = layerNorms(state);
        for (int i = 0; i < norms.length; i++) {
            metrics.put(MeasureSpec.gradientNorm(layers.get(i)).qualified(), norms[i]);
        }
        return metrics;
    }

    /** Returns the norm of the gradient by each layer's parameters, in the order of the model. */
    private double[] layerNorms(ModelState state) {
        List<String> layers = layers();
        double[] squares = new double[layers.size()];
        if (layers.isEmpty()) {
            return squares;
        }
        double[] gradient = referenceProgram.gradient(batch, point(state)).theta();
        for (Segment segment : state.theta().segments()) {
            int layer = layers.indexOf(segment.name().split("\\.", 2)[0]);
            for (int i = 0; layer >= 0 && i < segment.shape().size(); i++) {
                double slope = gradient[segment.offset() + i];
                squares[layer] += slope * slope;
            }
        }
        return Arrays.stream(squares).map(StrictMath::sqrt).toArray();
    }

    /**
     * Returns the decimal logarithms of the layers' norms by depth, before training and after it; nothing if fewer than two layers
     * are measured.
     */
    public Optional<Matrix> byDepth(ModelState before, ModelState after, String when) {
        List<String> layers = layers();
        return layers.size() < 2
                ? Optional.empty()
                : Optional.of(new Matrix(
                        "Gradient norms by layer, from the input on: log10, rows from the top before training, " + when,
                        List.of("before", "after"),
                        layers,
                        new double[][] {logarithms(layerNorms(before)), logarithms(layerNorms(after))}));
    }

    /** For each part, the decimal logarithms of all norms by step, and of the bound where there is one. */
    public Map<String, Matrix> pictures(ModelState state, String when) {
        List<String> recurrences =
                parts.stream().filter(part -> steps(program, part)).toList();
        if (recurrences.isEmpty()) {
            return Map.of();
        }
        List<StepGradientNorms> normses = arrivals(state);
        Map<String, Matrix> pictures = new LinkedHashMap<>();
        for (String part : recurrences) {
            pictures.put(part, picture(part, of(part, normses), factors(state), when));
        }
        return pictures;
    }

    /** @param factors {@code αβ} by the full name of the state */
    private static Matrix picture(
            String part, List<StepGradientNorms> normses, Map<String, Double> factors, String when) {
        List<String> rows = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        for (StepGradientNorms stepGradientNorms : normses) {
            String row = stepGradientNorms.name().substring(part.length() + 1);
            rows.add(row);
            values.add(logarithms(stepGradientNorms.norms()));
            Optional.ofNullable(factors.get(stepGradientNorms.name())).ifPresent(factor -> {
                rows.add("bound of " + row);
                values.add(logarithms(bound(stepGradientNorms.norms(), factor)));
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

    /** Returns what arrives at the last step, times {@code (αβ)^k} at the {@code k}-th step before. */
    static double[] bound(double[] norms, double factor) {
        double[] bound = new double[norms.length];
        for (int step = 0; step < norms.length; step++) {
            bound[step] = norms[norms.length - 1] * StrictMath.pow(factor, norms.length - 1 - step);
        }
        return bound;
    }

    private List<StepGradientNorms> of(String part, List<StepGradientNorms> normses) {
        return normses.stream()
                .filter(stepGradientNorms -> stepGradientNorms.name().startsWith(part + "."))
                .toList();
    }

    private List<StepGradientNorms> arrivals(ModelState state) {
        return referenceProgram.arrivals(batch, point(state));
    }

    private ReferenceProgram.EvaluationPoint point(ModelState state) {
        Map<String, double[]> fields = new LinkedHashMap<>();
        batch.fields().forEach((name, values) -> fields.put(name, doubles(values)));
        return new ReferenceProgram.EvaluationPoint(doubles(state.theta().toArray()), fields);
    }

    /** {@code αβ} of each state that has such a bound, by its full name. */
    private Map<String, Double> factors(ModelState state) {
        Map<String, Double> factors = new LinkedHashMap<>();
        program.contractions().forEach((name, by) -> factors.put(name, by.slope() * largestSingularValue(state, by)));
        return factors;
    }

    private static double largestSingularValue(ModelState state, Contraction contraction) {
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
        return MatrixNorms.spectral(
                Arrays.copyOfRange(vector.toArray(), from, to), matrix.shape().dim(0));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
