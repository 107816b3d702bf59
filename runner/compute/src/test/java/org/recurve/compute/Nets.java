package org.recurve.compute;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Layers;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Part;
import org.recurve.api.model.Position;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Step;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.session.Batch;

/** Small nets that together use every operation, and batches for them. */
public final class Nets {
    private Nets() {}

    /** A net with its data: what a test needs to run it. */
    public record Net(String name, Layers layers, Spec<Loss<?>> loss, List<Field> fields, int classes) {
        public Program program() {
            return Program.trace(layers, loss, fields);
        }

        public Batch batch(int examples, long seed, boolean training) {
            Stream random = Stream.of(seed);
            Map<String, float[]> values = new HashMap<>();
            for (Field field : fields) {
                float[] numbers = new float[examples * field.shape().size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = !field.classes().isEmpty()
                            ? random.in("c").below(i, field.classes().size())
                            : switch (field.name()) {
                                case Field.TARGET ->
                                    classes > 0
                                            ? random.in("t").below(i, classes)
                                            : (float) random.in("t").normal(i);
                                case Field.LENGTH ->
                                    1
                                            + random.in("l")
                                                    .below(
                                                            i,
                                                            fields.getFirst()
                                                                    .shape()
                                                                    .dim(0));
                                default -> (float) random.in("x").normal(i);
                            };
                }
                values.put(field.name(), numbers);
            }
            long[] ids = new long[examples];
            for (int i = 0; i < examples; i++) {
                ids[i] = i;
            }
            return new Batch(examples, values, ids, training, 0);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Net> all() {
        return List.of(
                convolutional(),
                padded(),
                recurrent(Optional.empty()),
                recurrent(Optional.of(1)),
                eachStep(),
                attending(),
                normalised(),
                regression(),
                words(),
                wordsInAScan());
    }

    public static Net regression() {
        return net(
                "regression",
                Shape.of(3),
                Shape.of(2),
                0,
                new SquaredError(),
                layer((s, x) -> s.linear("w", x, 4).tanh()),
                layer((s, x) -> s.linear("v", x, 2, s.bias("b", 2))));
    }

    public static Net convolutional() {
        return net(
                "convolutional",
                Shape.of(1, 9, 9),
                Shape.SCALAR,
                3,
                new CrossEntropy(),
                layer((s, x) ->
                        conv(s, x, 3, 3, 1, Padding.VALID, Optional.empty()).relu()),
                layer((s, x) -> x.windows(windowing(2, 2, Padding.VALID), w -> w.max())),
                layer((s, x) -> conv(
                                s, x, 4, 2, 1, Padding.SAME, Optional.of(new Spec<>(new Unshared(), new NoConfig())))
                        .sigmoid()),
                layer((s, x) -> s.linear("w", x, 3, s.bias("b", 3))));
    }

    /** A convolution, and the mean of each of its maps: a net for images of any size. */
    public static Net pooledOver(Shape input) {
        return net(
                "pooled over " + input,
                input,
                Shape.SCALAR,
                3,
                new CrossEntropy(),
                layer((s, x) ->
                        conv(s, x, 3, 3, 1, Padding.VALID, Optional.empty()).relu()),
                layer((s, x) -> x.mean(1, 2)),
                layer((s, x) -> s.linear("w", x, 3, s.bias("b", 3))));
    }

    static Net padded() {
        return net(
                "padded",
                Shape.of(2, 5, 6),
                Shape.SCALAR,
                4,
                new CrossEntropy(),
                layer((s, x) ->
                        conv(s, x, 5, 3, 2, Padding.SAME, Optional.empty()).tanh()),
                layer((s, x) ->
                        x.windows(windowing(2, 1, Padding.of(1)), w -> w.sum().dividedBy(w.count()))),
                layer((s, x) -> x.windows(
                        windowing(3, 2, Padding.SAME),
                        w -> w.sum(Value::square).plus(0.1).sqrt())),
                layer((s, x) -> s.linear("w", x, 4)));
    }

    public static Net recurrent(Optional<Integer> lengths) {
        Layer<NoConfig> layer = layer((s, x) -> {
            var run = s.scan(x, new State(s.zeros(4)), (in, state) -> {
                Value h = s.linear("W", state.h(), 4, s.linear("U", in, 4, s.bias("b", 4)))
                        .tanh();
                return new Step<>(s.linear("V", h, 3), new State(h));
            });
            return run.outputs().mean(0).plus(s.linear("L", run.state().h(), 3));
        });
        List<Field> fields = new java.util.ArrayList<>(
                List.of(new Field(Field.INPUT, Shape.of(5, 2)), new Field(Field.TARGET, Shape.SCALAR)));
        lengths.ifPresent(l -> fields.add(new Field(Field.LENGTH, Shape.SCALAR)));
        return new Net(
                lengths.isEmpty() ? "recurrent" : "recurrent with lengths",
                new Layers(List.of(new Part("cell", new Spec<>(layer, new NoConfig())))),
                new Spec<>(new CrossEntropy(), new NoConfig()),
                fields,
                3);
    }

    /** What is done at each step, without a state: masks alone say where sequences end. */
    static Net eachStep() {
        Layer<NoConfig> layer = layer((s, x) -> s.scan(
                        x,
                        new None(),
                        (in, none) -> new Step<>(
                                s.linear(
                                        "V",
                                        s.linear("U", in, 6, s.bias("b", 6)).tanh(),
                                        3),
                                none))
                .outputs()
                .mean(0));
        return overSteps("each step", layer);
    }

    /** An attention of two heads, and a recurrence that looks at all steps from each of its own. */
    static Net attending() {
        Layer<NoConfig> layer = layer((s, x) -> {
            Value keys = s.eachStep(x, in -> s.linear("K", in, 4));
            Value queries = s.eachStep(x, in -> s.linear("Q", in, 4)).reshape(9, 2, 2);
            Value scores =
                    queries.transpose(1, 0, 2).matmul(keys.reshape(9, 2, 2).transpose(1, 2, 0));
            Value read = scores.softmax(2).matmul(keys.reshape(9, 2, 2).transpose(1, 0, 2));
            Value run = s.scan(x, new State(s.zeros(4)), (in, state) -> {
                        Value seen = keys.matmul(state.h()).softmax(0).matmul(keys);
                        return new Step<>(
                                in, new State(s.linear("U", in, 4).plus(seen).tanh()));
                    })
                    .state()
                    .h();
            Value both = read.transpose(1, 0, 2).reshape(9, 4).mean(0).plus(run);
            return s.linear("V", both, 3);
        });
        return overSteps("attending", layer);
    }

    private static Net overSteps(String name, Layer<NoConfig> layer) {
        return new Net(
                name,
                new Layers(List.of(new Part("each", new Spec<>(layer, new NoConfig())))),
                new Spec<>(new CrossEntropy(), new NoConfig()),
                List.of(
                        new Field(Field.INPUT, Shape.of(9, 2)),
                        new Field(Field.TARGET, Shape.SCALAR),
                        new Field(Field.LENGTH, Shape.SCALAR)),
                3);
    }

    /** Words that are rows of a parameter: the same word may come twice, and in several examples. */
    static Net words() {
        return withWords(
                "words",
                layer((s, x) -> vectors(s, x)
                        .times(vectors(s, x.plus(1).minus(1)))
                        .sum(0)
                        .tanh()));
    }

    static Net wordsInAScan() {
        return withWords(
                "words in a scan",
                layer((s, x) -> s.scan(x, new State(s.zeros(3)), (word, state) -> {
                            Value h = s.linear("W", state.h(), 3, vectors(s, word))
                                    .tanh();
                            return new Step<>(h, new State(h));
                        })
                        .state()
                        .h()));
    }

    private static Value vectors(Scope s, Value words) {
        Weights table = new Weights(Shape.of(5, 3), 1, 3);
        return s.weight("E", new Spec<>(new Uniform(), new NoConfig()), table).gather(words);
    }

    private static Net withWords(String name, Layer<NoConfig> layer) {
        return new Net(
                name,
                new Layers(List.of(new Part("words", new Spec<>(layer, new NoConfig())))),
                new Spec<>(new CrossEntropy(), new NoConfig()),
                List.of(
                        new Field(Field.INPUT, Shape.of(4), List.of("a", "b", "c", "d", "e")),
                        new Field(Field.TARGET, Shape.SCALAR)),
                3);
    }

    /** A regression by layers that are given by their forward passes, with a target of the input's shape. */
    public static Net written(Shape shape, Forward... layers) {
        @SuppressWarnings("unchecked") // an array of one type of layer
        Layer<NoConfig>[] written =
                java.util.Arrays.stream(layers).map(Nets::layer).toArray(Layer[]::new);
        return net("written", shape, shape, 0, new SquaredError(), written);
    }

    static Net normalised() {
        return net(
                "normalised",
                Shape.of(4),
                Shape.of(2),
                0,
                new SquaredError(),
                layer((s, x) -> s.linear("w", x, 3)),
                layer((s, x) -> {
                    Value mean = x.batchMean();
                    Value centred = x.minus(mean);
                    Value variance = centred.square().batchMean();
                    if (s.training()) {
                        s.update("mean", s.buffer("mean", 0, 3).times(0.9).plus(mean.times(0.1)));
                        return centred.dividedBy(variance.plus(1e-3).sqrt());
                    }
                    return x.minus(s.buffer("mean", 0, 3));
                }),
                layer((s, x) -> {
                    s.penalty(
                            "l2",
                            s.weight("w", new Spec<>(new Uniform(), new NoConfig()), new Weights(Shape.of(2, 3), 3, 2))
                                    .square()
                                    .sum()
                                    .times(0.01));
                    return x.linear(s.weight(
                            "w", new Spec<>(new Uniform(), new NoConfig()), new Weights(Shape.of(2, 3), 3, 2)));
                }));
    }

    private static Value conv(
            Scope s,
            Value x,
            int filters,
            int kernel,
            int stride,
            Padding padding,
            Optional<Spec<Sharing<?>>> sharing) {
        Convolution convolution = new Convolution(filters, windowing(kernel, stride, padding), 1, sharing);
        Weights weights = new Weights(
                convolution.weights(x.shape()), kernel * kernel * x.shape().dim(0), filters);
        return x.convolve(
                convolution,
                s.weight("w", new Spec<>(new Uniform(), new NoConfig()), weights),
                s.bias("b", filters, 1, 1));
    }

    private static Windowing windowing(int size, int stride, Padding padding) {
        return new Windowing(Extents.of(size), Extents.of(stride), padding, Extents.of(1));
    }

    public record State(Value h) {}

    public record None() {}

    public interface Forward {
        Value apply(Scope scope, Value x);
    }

    private static Layer<NoConfig> layer(Forward forward) {
        return new Written(forward);
    }

    @SafeVarargs
    private static Net net(
            String name, Shape input, Shape target, int classes, Loss<NoConfig> loss, Layer<NoConfig>... layers) {
        List<Part> parts = new java.util.ArrayList<>();
        for (Layer<NoConfig> layer : layers) {
            parts.add(new Part("part" + parts.size(), new Spec<>(layer, new NoConfig())));
        }
        return new Net(
                name,
                new Layers(parts),
                new Spec<>(loss, new NoConfig()),
                List.of(new Field(Field.INPUT, input), new Field(Field.TARGET, target)),
                classes);
    }

    @Plugin(id = "written", summary = "a layer written in a test")
    record Written(Forward forward) implements Layer<NoConfig> {
        @Override
        public Value forward(NoConfig config, Scope scope, Value x) {
            return forward.apply(scope, x);
        }
    }

    @Plugin(id = "uniform", summary = "U(±0.5)")
    static final class Uniform implements Initializer<NoConfig> {
        @Override
        public float[] draw(NoConfig config, Weights of, Stream random) {
            float[] drawn = new float[of.shape().size()];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = (float) (random.uniform(i) - 0.5);
            }
            return drawn;
        }
    }

    @Plugin(id = "unshared", summary = "a kernel a position")
    static final class Unshared implements Sharing<NoConfig> {
        @Override
        public int bank(NoConfig config, Position at) {
            return at.linear();
        }
    }

    @Plugin(id = "cross-entropy", summary = "−log softmax")
    static final class CrossEntropy implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.logSoftmax(0).gather(target).negate();
        }
    }

    @Plugin(id = "squared-error", summary = "mean (o − t)²")
    static final class SquaredError implements Loss<NoConfig> {
        @Override
        public Value loss(NoConfig config, Scope scope, Value output, Value target) {
            return output.minus(target).square().mean();
        }
    }
}
