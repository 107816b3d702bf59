package org.recurve.compute;

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
import org.recurve.compute.define.Evaluator;
import org.recurve.compute.define.Precision;
import org.recurve.compute.graph.Builder;
import org.recurve.compute.graph.Forward;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;
import org.recurve.compute.graph.Reverse;
import org.recurve.compute.trace.Flow;
import org.recurve.compute.trace.Place;

/** A program evaluated in double by the definitions of its operations: slow, and meant for checks of derivatives. */
public final class Reference {
    private static final String COTANGENT = "a cotangent of the output";

    private final Program program;
    private final State start;
    private final Stream random;

    /** @param random keys all draws made while running, as for a {@link Session} */
    public Reference(Program program, Stream random) {
        this.program = program;
        this.start = program.start(random);
        this.random = random;
    }

    /**
     * Where a program is evaluated; a direction from there, or a gradient.
     *
     * @param theta the parameters that the optimizer moves, ordered by name
     * @param fields each field's elements, example after example; a direction or a gradient has {@code input} alone
     */
    public record Point(double[] theta, Map<String, double[]> fields) {
        public Point {
            fields = Map.copyOf(fields);
        }

        /** The values of a field, which must be there. */
        public double[] of(String field) {
            return find(field).orElseThrow(() -> new IllegalArgumentException("no field \"" + field + "\" is given"));
        }

        private Optional<double[]> find(String field) {
            return Optional.ofNullable(fields.get(field));
        }
    }

    /** The outputs, example after example; {@code like} gives examples, ids, mode and step, its fields are not read. */
    public double[] outputs(Batch like, Point at) {
        Run run = new Run(like, at, Optional.empty(), Optional.empty());
        return run.examples(model(like).output());
    }

    /** The outputs' derivative along a direction, by forward mode. */
    public double[] jvp(Batch like, Point at, Point along) {
        Model model = model(like);
        Node output = model.output();
        return Forward.push(builder(model), seeds(model), List.of(output))
                .getFirst()
                .map(new Run(like, at, Optional.of(along), Optional.empty())::examples)
                .orElseGet(() -> new double[like.examples() * output.rows()]);
    }

    /** The gradient of {@code cotangentᵀ outputs}, by reverse mode. */
    public Point vjp(Batch like, Point at, double[] cotangent) {
        Model model = model(like);
        Node output = model.output();
        Node seed = builder(model).source(Op.Kind.DIRECTION, COTANGENT, output.rows(), false);
        List<Optional<Node>> pulled = Reverse.pull(builder(model), Map.of(output, seed), sources(model));
        return point(new Run(like, at, Optional.empty(), Optional.of(cotangent)), model, pulled);
    }

    /** The batch's loss. */
    public double loss(Batch like, Point at) {
        return new Run(like, at, Optional.empty(), Optional.empty())
                .shared(model(like).loss())[0];
    }

    /** The gradient of the batch's loss. */
    public Point gradient(Batch like, Point at) {
        Model model = model(like);
        return point(new Run(like, at, Optional.empty(), Optional.empty()), model, gradient(model));
    }

    /** The gradients that arrive in the recurrences of a program that is watched, states first. */
    public List<Arrival> arrivals(Batch like, Point at) {
        Model model = model(like);
        List<Flow> flows = model.tracer().flows();
        Map<Node, Node> one = Map.of(model.total(), builder(model).fill(1, 1));
        List<Optional<Node>> pulled =
                Reverse.pull(builder(model), one, flows.stream().map(Flow::tap).toList());
        Run run = new Run(like, at, Optional.empty(), Optional.empty());
        return IntStream.range(0, flows.size())
                .mapToObj(i -> arrival(run, flows.get(i), pulled.get(i)))
                .toList();
    }

    private static Arrival arrival(Run run, Flow flow, Optional<Node> adjoint) {
        double[] norms = new double[flow.steps()];
        int examples = run.like.examples();
        adjoint.map(run::examples).ifPresent(arrived -> {
            Optional<double[]> read = flow.reads().map(run::examples);
            for (int i = 0; i < examples * norms.length; i++) {
                int at = i;
                double factor =
                        read.map(x -> norm(x, examples * norms.length, at)).orElse(1.0);
                norms[i % norms.length] += norm(arrived, examples * norms.length, i) * factor / examples;
            }
        });
        return new Arrival(flow.name(), norms);
    }

    /** The Euclidean norm of one of so many equal parts. */
    private static double norm(double[] values, int parts, int part) {
        int size = values.length / parts;
        double squares = 0;
        for (int i = part * size; i < (part + 1) * size; i++) {
            squares += values[i] * values[i];
        }
        return StrictMath.sqrt(squares);
    }

    /** The derivative of {@link #gradient} along a direction. */
    public Point hessian(Batch like, Point at, Point along) {
        Model model = model(like);
        List<Optional<Node>> gradient = gradient(model);
        List<Node> present = gradient.stream().flatMap(Optional::stream).toList();
        List<Optional<Node>> pushed = Forward.push(builder(model), seeds(model), present);
        List<Optional<Node>> product = gradient.stream()
                .map(node -> node.flatMap(n -> pushed.get(present.indexOf(n))))
                .toList();
        return point(new Run(like, at, Optional.of(along), Optional.empty()), model, product);
    }

    /** {@code Jᵀ H J v} by the parameters. */
    public double[] gaussNewton(Batch like, Point at, double[] v) {
        Model model = model(like);
        Run run = new Run(like, at, Optional.of(new Point(v, Map.of())), Optional.empty());
        return run.all(
                model.gaussNewton().stream().map(Optional::of).toList(),
                List.copyOf(model.parameters().values()));
    }

    private Model model(Batch like) {
        return program.ofSize(like.size()).model(like.training());
    }

    private static Builder builder(Model model) {
        return model.tracer().root();
    }

    private static Node input(Model model) {
        return model.tracer().node(new Place(model.tracer()).field(Field.INPUT).orElseThrow());
    }

    /** The parameters, and last the input. */
    private static List<Node> sources(Model model) {
        List<Node> sources = new ArrayList<>(model.parameters().values());
        sources.add(input(model));
        return sources;
    }

    private static Map<Node, Node> seeds(Model model) {
        Map<Node, Node> seeds = new HashMap<>();
        model.parameters()
                .forEach((name, node) ->
                        seeds.put(node, builder(model).source(Op.Kind.DIRECTION, name, node.rows(), true)));
        Node input = input(model);
        seeds.put(input, builder(model).source(Op.Kind.DIRECTION, Field.INPUT, input.rows(), false));
        return seeds;
    }

    private static List<Optional<Node>> gradient(Model model) {
        Node loss = model.loss();
        return Reverse.pull(builder(model), Map.of(loss, builder(model).fill(1, 1)), sources(model));
    }

    private static Point point(Run run, Model model, List<Optional<Node>> values) {
        List<Node> sources = sources(model);
        int last = sources.size() - 1;
        double[] theta = run.all(values.subList(0, last), sources.subList(0, last));
        double[] input = values.get(last)
                .map(run::examples)
                .orElseGet(
                        () -> new double[run.like.examples() * sources.get(last).rows()]);
        return new Point(theta, Map.of(Field.INPUT, input));
    }

    /** One evaluation. */
    private final class Run {
        private final Batch like;
        private final Point at;
        private final Optional<Point> along;
        private final Optional<double[]> cotangent;
        private final Evaluator evaluator;

        Run(Batch like, Point at, Optional<Point> along, Optional<double[]> cotangent) {
            this.like = like;
            this.at = at;
            this.along = along;
            this.cotangent = cotangent;
            this.evaluator = new Evaluator(Precision.DOUBLE, like.examples(), this::source);
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

        private double[] source(Op.Source source, int example) {
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

        private double[] direction(Op.Source source, int example) {
            if (source.common()) {
                return segment(start.theta(), along.orElseThrow().theta(), source.name());
            }
            Optional<double[]> values = source.name().equals(COTANGENT)
                    ? cotangent
                    : along.flatMap(direction -> direction.find(source.name()));
            return values.map(all -> example(all, source, example)).orElseGet(() -> new double[source.rows()]);
        }

        private double[] draws(Op.Source source, int example) {
            Stream stream = random.in(source.name()).in(like.step()).in(like.ids()[example]);
            double[] draws = new double[source.rows()];
            Arrays.setAll(
                    draws, row -> source.kind() == Op.Kind.UNIFORM ? stream.uniformFloat(row) : stream.normal(row));
            return draws;
        }
    }

    private static double[] example(double[] values, Op.Source source, int example) {
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
