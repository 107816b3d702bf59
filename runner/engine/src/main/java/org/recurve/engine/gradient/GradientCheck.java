package org.recurve.engine.gradient;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.optimize.Segment;
import org.recurve.api.random.Stream;
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.reference.ReferenceProgram.EvaluationPoint;
import org.recurve.compute.session.Batch;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.SequenceChunking;

/**
 * Compares the derived gradient of a batch's loss with central differences {@code (f(θ + ε) − f(θ − ε)) / 2ε}, both in
 * double by the operations' definitions, some elements of each parameter.
 *
 * <p>It is taken in training mode on the first training examples, a little away from where a training of this seed
 * begins: biases of exactly 0 would put rectifiers on their kinks, where there is no derivative to agree on.
 *
 * @param chunking how the program reads its data; of sequences that are cut, the first chunks are taken
 * @param elements how many elements of each parameter are compared, that with the largest derivative first
 */
public record GradientCheck(Program program, SequenceChunking chunking, long seed, int examples, int elements) {
    /** Differences lose half of their digits to rounding at 10⁻⁸, and this much to curvature at 10⁻⁴. */
    public static final double EPSILON = 1e-6;

    private static final double AWAY = 0.01;

    /** Units in the last place of the loss that its many operations may be off by. */
    private static final double ROUNDED = 8;

    /** Returns each parameter that an optimizer moves, in the order of the layers. */
    public List<GradientAgreement> run() {
        Stream random = Stream.of(seed).in("gradients");
        Batch batch = batch();
        ReferenceProgram referenceProgram =
                new ReferenceProgram(program, Stream.of(seed).in("init"));
        List<Segment> segments =
                byDepth(program.start(Stream.of(seed).in("init")).theta().segments());
        EvaluationPoint here = new EvaluationPoint(start(random), fields(batch));
        double[] gradient = referenceProgram.gradient(batch, here).theta();
        double rounding = ROUNDED * Math.ulp(referenceProgram.loss(batch, here)) / EPSILON;
        return segments.stream()
                .map(segment -> {
                    double[] derived = Arrays.copyOfRange(
                            gradient,
                            segment.offset(),
                            segment.offset() + segment.shape().size());
                    int[] chosen = chosen(derived, random.in(segment.name()));
                    double[] differences = Arrays.stream(chosen)
                            .mapToDouble(i -> difference(referenceProgram, batch, here, segment.offset() + i))
                            .toArray();
                    return GradientAgreement.of(segment, derived, chosen, differences, rounding);
                })
                .toList();
    }

    private List<Segment> byDepth(List<Segment> segments) {
        Map<String, Segment> named = segments.stream().collect(Collectors.toMap(Segment::name, Function.identity()));
        return program.parametersByDepth().stream()
                .flatMap(parameter -> Optional.ofNullable(named.get(parameter.name())).stream())
                .toList();
    }

    private Batch batch() {
        Examples train = chunking.data().split(Data.TRAIN);
        int count = Math.min(examples, train.size());
        BatchIndices first = BatchIndices.whole(IntStream.range(0, count).toArray());
        return new BatchReader(chunking, count).training(first, 1, program.carried(count));
    }

    private static Map<String, double[]> fields(Batch batch) {
        Map<String, double[]> fields = new HashMap<>();
        batch.fields().forEach((name, values) -> fields.put(name, doubles(values)));
        return fields;
    }

    private double[] start(Stream random) {
        double[] theta =
                doubles(program.start(Stream.of(seed).in("init")).theta().toArray());
        Stream away = random.in("away");
        for (int i = 0; i < theta.length; i++) {
            theta[i] += AWAY * away.normal(i);
        }
        return theta;
    }

    /** Returns the element with the largest derivative, and others by chance; all if there are few. */
    private int[] chosen(double[] derived, Stream random) {
        int largest = IntStream.range(0, derived.length)
                .reduce(0, (a, b) -> Math.abs(derived[b]) > Math.abs(derived[a]) ? b : a);
        return IntStream.concat(IntStream.of(largest), Arrays.stream(random.permutation(derived.length)))
                .distinct()
                .limit(elements)
                .toArray();
    }

    private static double difference(ReferenceProgram referenceProgram, Batch batch, EvaluationPoint here, int at) {
        return (moved(referenceProgram, batch, here, at, EPSILON) - moved(referenceProgram, batch, here, at, -EPSILON))
                / (2 * EPSILON);
    }

    private static double moved(
            ReferenceProgram referenceProgram, Batch batch, EvaluationPoint here, int at, double by) {
        double[] theta = here.theta().clone();
        theta[at] += by;
        return referenceProgram.loss(batch, new EvaluationPoint(theta, here.fields()));
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
