package org.recurve.compute.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.optimize.Segment;
import org.recurve.api.optimize.Vector;
import org.recurve.api.random.Stream;
import org.recurve.compute.autodiff.ForwardMode;
import org.recurve.compute.autodiff.ReverseMode;
import org.recurve.compute.inspect.StepGradientNorms;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.program.ModelGraphs;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.program.Program;
import org.recurve.compute.scope.TracingScope;
import org.recurve.compute.session.Batch;
import org.recurve.compute.trace.declaration.GradientProbe;

/** A program evaluated in double by the definitions of its operations: slow, and meant for checks of derivatives. */
public final class ReferenceProgram {
    private static final String COTANGENT = "a cotangent of the output";

    private final Program program;
    private final ModelState start;
    private final Stream random;

    /** @param random keys all draws made while running, as for a {@link org.recurve.compute.session.Session} */
    public ReferenceProgram(Program program, Stream random) {
        this.program = program;
        this.start = program.start(random);
        this.random = random;
    }

    /**
     * Says where a program is evaluated; a direction from there, or a gradient.
     *
     * @param theta the parameters that the optimizer moves, ordered by name
     * @param fields each field's elements, example after example; a direction or a gradient has {@code input} alone
     */
    public record EvaluationPoint(double[] theta, Map<String, double[]> fields) {
        public EvaluationPoint {
            fields = Map.copyOf(fields);
        }

        /** Returns the values of a field, which must be there. */
        public double[] of(String field) {
            return find(field).orElseThrow(() -> new IllegalArgumentException("no field \"" + field + "\" is given"));
        }

        private Optional<double[]> find(String field) {
            return Optional.ofNullable(fields.get(field));
        }
    }

    /** Returns the outputs, example after example; {@code like} gives examples, ids, mode and step, its fields are not read. */
    public double[] outputs(Batch like, EvaluationPoint at) {
        ReferenceRun run = new ReferenceRun(like, at, Optional.empty(), Optional.empty());
        return run.examples(model(like).output());
    }

    /** Returns the outputs' derivative along a direction, by forward mode. */
    public double[] jvp(Batch like, EvaluationPoint at, EvaluationPoint along) {
        ModelGraphs graphs = model(like);
        Node output = graphs.output();
        return ForwardMode.jvp(builder(graphs), seeds(graphs), List.of(output))
                .getFirst()
                .map(new ReferenceRun(like, at, Optional.of(along), Optional.empty())::examples)
                .orElseGet(() -> new double[like.examples() * output.rows()]);
    }

    /** Returns the gradient of {@code cotangentᵀ outputs}, by reverse mode. */
    public EvaluationPoint vjp(Batch like, EvaluationPoint at, double[] cotangent) {
        ModelGraphs graphs = model(like);
        Node output = graphs.output();
        Node seed = builder(graphs).source(Op.SourceKind.DIRECTION, COTANGENT, output.rows(), false);
        List<Optional<Node>> pulled = ReverseMode.vjp(builder(graphs), Map.of(output, seed), sources(graphs));
        return point(new ReferenceRun(like, at, Optional.empty(), Optional.of(cotangent)), graphs, pulled);
    }

    /** Returns the batch's loss. */
    public double loss(Batch like, EvaluationPoint at) {
        return new ReferenceRun(like, at, Optional.empty(), Optional.empty())
                .shared(model(like).loss())[0];
    }

    /** Returns the gradient of the batch's loss. */
    public EvaluationPoint gradient(Batch like, EvaluationPoint at) {
        ModelGraphs graphs = model(like);
        return point(new ReferenceRun(like, at, Optional.empty(), Optional.empty()), graphs, gradient(graphs));
    }

    /** Returns the gradients that arrive in the recurrences of a program that is watched, states first. */
    public List<StepGradientNorms> arrivals(Batch like, EvaluationPoint at) {
        ModelGraphs graphs = model(like);
        List<GradientProbe> probes = graphs.context().flows();
        Map<Node, Node> one = Map.of(graphs.total(), builder(graphs).fill(1, 1));
        List<Optional<Node>> pulled = ReverseMode.vjp(
                builder(graphs), one, probes.stream().map(GradientProbe::tap).toList());
        ReferenceRun run = new ReferenceRun(like, at, Optional.empty(), Optional.empty());
        return IntStream.range(0, probes.size())
                .mapToObj(i -> arrival(run, probes.get(i), pulled.get(i)))
                .toList();
    }

    private static StepGradientNorms arrival(ReferenceRun run, GradientProbe probe, Optional<Node> adjoint) {
        double[] norms = new double[probe.steps()];
        int examples = run.like.examples();
        adjoint.map(run::examples).ifPresent(arrived -> {
            Optional<double[]> read = probe.reads().map(run::examples);
            for (int i = 0; i < examples * norms.length; i++) {
                int at = i;
                double factor =
                        read.map(x -> norm(x, examples * norms.length, at)).orElse(1.0);
                norms[i % norms.length] += norm(arrived, examples * norms.length, i) * factor / examples;
            }
        });
        return new StepGradientNorms(probe.name(), norms);
    }

    /** Returns the Euclidean norm of one of so many equal parts. */
    private static double norm(double[] values, int parts, int part) {
        int size = values.length / parts;
        double squares = 0;
        for (int i = part * size; i < (part + 1) * size; i++) {
            squares += values[i] * values[i];
        }
        return StrictMath.sqrt(squares);
    }

    /** Returns the derivative of {@link #gradient} along a direction. */
    public EvaluationPoint hessian(Batch like, EvaluationPoint at, EvaluationPoint along) {
        ModelGraphs graphs = model(like);
        List<Optional<Node>> gradient = gradient(graphs);
        List<Node> present = gradient.stream().flatMap(Optional::stream).toList();
        List<Optional<Node>> pushed = ForwardMode.jvp(builder(graphs), seeds(graphs), present);
        List<Optional<Node>> product = gradient.stream()
                .map(node -> node.flatMap(n -> pushed.get(present.indexOf(n))))
                .toList();
        return point(new ReferenceRun(like, at, Optional.of(along), Optional.empty()), graphs, product);
    }

    /** {@code Jᵀ H J v} by the parameters. */
    public double[] gaussNewton(Batch like, EvaluationPoint at, double[] v) {
        ModelGraphs graphs = model(like);
        ReferenceRun run = new ReferenceRun(like, at, Optional.of(new EvaluationPoint(v, Map.of())), Optional.empty());
        return run.all(
                graphs.gaussNewton().stream().map(Optional::of).toList(),
                List.copyOf(graphs.parameters().values()));
    }

    private ModelGraphs model(Batch like) {
        return program.ofSize(like.size()).model(like.training());
    }

    private static GraphBuilder builder(ModelGraphs graphs) {
        return graphs.context().root();
    }

    private static Node input(ModelGraphs graphs) {
        return graphs.context()
                .node(new TracingScope(graphs.context()).field(Field.INPUT).orElseThrow());
    }

    /** Returns the parameters, and last the input. */
    private static List<Node> sources(ModelGraphs graphs) {
        List<Node> sources = new ArrayList<>(graphs.parameters().values());
        sources.add(input(graphs));
        return sources;
    }

    private static Map<Node, Node> seeds(ModelGraphs graphs) {
        Map<Node, Node> seeds = new HashMap<>();
        graphs.parameters()
                .forEach((name, node) ->
                        seeds.put(node, builder(graphs).source(Op.SourceKind.DIRECTION, name, node.rows(), true)));
        Node input = input(graphs);
        seeds.put(input, builder(graphs).source(Op.SourceKind.DIRECTION, Field.INPUT, input.rows(), false));
        return seeds;
    }

    private static List<Optional<Node>> gradient(ModelGraphs graphs) {
        Node loss = graphs.loss();
        return ReverseMode.vjp(builder(graphs), Map.of(loss, builder(graphs).fill(1, 1)), sources(graphs));
    }

    private static EvaluationPoint point(ReferenceRun run, ModelGraphs graphs, List<Optional<Node>> values) {
        List<Node> sources = sources(graphs);
        int last = sources.size() - 1;
        double[] theta = run.all(values.subList(0, last), sources.subList(0, last));
        double[] input = values.get(last)
                .map(run::examples)
                .orElseGet(
                        () -> new double[run.like.examples() * sources.get(last).rows()]);
        return new EvaluationPoint(theta, Map.of(Field.INPUT, input));
    }

    /** An evaluation. */
    private final class ReferenceRun {
        private final Batch like;
        private final EvaluationPoint at;
        private final Optional<EvaluationPoint> along;
        private final Optional<double[]> cotangent;
        private final ReferenceEvaluator evaluator;

        ReferenceRun(Batch like, EvaluationPoint at, Optional<EvaluationPoint> along, Optional<double[]> cotangent) {
            this.like = like;
            this.at = at;
            this.along = along;
            this.cotangent = cotangent;
            this.evaluator = new ReferenceEvaluator(NumberPrecision.DOUBLE, like.examples(), this::source);
        }

        double[] shared(Node node) {
            return evaluator.value(node)[0];
        }

        double[] examples(Node node) {
            double[][] value = evaluator.value(node);
            double[] all = new double[like.examples() * node.rows()];
            for (int example = 0; example < like.examples(); example++) {
                System.arraycopy(value[node.shared() ? 0 : example], 0, all, example * node.rows(), node.rows());
            }
            return all;
        }

        /** Shared values one after another, zeros where there are none. */
        double[] all(List<Optional<Node>> values, List<Node> alike) {
            double[][] parts = new double[values.size()][];
            for (int i = 0; i < parts.length; i++) {
                int rows = alike.get(i).rows();
                parts[i] = values.get(i).map(this::shared).orElseGet(() -> new double[rows]);
            }
            return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
        }

        private double[] source(Op.GraphSource source, int example) {
            return switch (source.kind()) {
                case PARAMETER -> segment(start.theta(), at.theta(), source.name());
                case DIRECTION -> direction(source, example);
                case FROZEN -> segment(start.frozen(), doubles(start.frozen()), source.name());
                case BUFFER -> segment(start.buffers(), doubles(start.buffers()), source.name());
                case EXAMPLES -> new double[] {like.examples()};
                case FIELD -> example(at.of(source.name()), source, example);
                case UNIFORM, NORMAL -> draws(source, example);
                case CARRIED, STRUCTURE -> new double[source.rows()];
                case ITEM -> throw new IllegalStateException("no numbers for " + source);
            };
        }

        private double[] direction(Op.GraphSource source, int example) {
            if (source.common()) {
                return segment(start.theta(), along.orElseThrow().theta(), source.name());
            }
            Optional<double[]> values = source.name().equals(COTANGENT)
                    ? cotangent
                    : along.flatMap(direction -> direction.find(source.name()));
            return values.map(all -> example(all, source, example)).orElseGet(() -> new double[source.rows()]);
        }

        private double[] draws(Op.GraphSource source, int example) {
            Stream stream = random.in(source.name()).in(like.step()).in(like.ids()[example]);
            double[] draws = new double[source.rows()];
            Arrays.setAll(
                    draws,
                    row -> source.kind() == Op.SourceKind.UNIFORM ? stream.uniformFloat(row) : stream.normal(row));
            return draws;
        }
    }

    private static double[] example(double[] values, Op.GraphSource source, int example) {
        return Arrays.copyOfRange(values, example * source.rows(), (example + 1) * source.rows());
    }

    private static double[] doubles(Vector vector) {
        float[] floats = vector.toArray();
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    private static double[] segment(Vector vector, double[] values, String name) {
        Segment segment = vector.segments().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(
                values, segment.offset(), segment.offset() + segment.shape().size());
    }
}
