package org.recurve.engine.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Batch;
import org.recurve.compute.Given;
import org.recurve.compute.Session;
import org.recurve.compute.Session.Evaluation;
import org.recurve.compute.State;
import org.recurve.engine.data.Batches;
import org.recurve.engine.data.Chunking;
import org.recurve.engine.data.Turn;
import org.recurve.engine.spec.Measure;

/**
 * Measures a state on a split: its mean loss, and the metrics that the trial names. Where sequences are cut, each chunk is
 * an example to a metric; a sequence's loss is the mean of its chunks' by their true steps.
 */
final class Evaluator {
    private final Chunking chunking;
    private final List<Measure> measures;
    private final Session session;
    private final Batches batches;
    private final Vector unused;
    private final Ignored ignored;

    /** @param loss by which the state is trained: metrics leave out the targets that it ignores */
    Evaluator(
            Chunking chunking,
            List<Measure> measures,
            Spec<Loss<?>> loss,
            Session session,
            Batches batches,
            Vector unused) {
        this.ignored = new Ignored(Loss.ignored(loss));
        this.chunking = chunking;
        this.measures = measures;
        this.session = session;
        this.batches = batches;
        this.unused = unused;
    }

    /** Whether the trial names a metric of this split. */
    boolean measures(String split) {
        return measures.stream()
                .anyMatch(m -> m.split().equals(split) && m.metric().isPresent());
    }

    /** The split's loss and metrics by qualified name; one pass, in the order of the split; empty without such a split. */
    Map<String, Double> measure(State state, String split) {
        return measure(state, split, Optional.empty());
    }

    /** The same; a classifier's answers are shown to those who collect them. */
    Map<String, Double> measure(State state, String split, Optional<Answers> answers) {
        Examples examples = chunking.data().splits().get(split);
        return examples == null || examples.size() == 0
                ? Map.of()
                : pass(state, split, batches.pass(split), chunking.sequences(split), answers);
    }

    /** For a classifier's answers on a split. */
    Optional<Answers> answers(Shape output, String split) {
        return Answers.of(chunking.data(), output, split);
    }

    /** What each layer makes of the first examples of a split, one by one. */
    List<List<Given>> layers(State state, String split, int examples) {
        return IntStream.range(
                        0, Math.min(examples, chunking.data().split(split).size()))
                .mapToObj(example -> Turn.whole(new int[] {example}))
                .map(turn -> session.layers(state, batches.evaluation(split, turn, unused)))
                .toList();
    }

    /** The loss and the metrics of some examples of a split that is not cut. */
    Map<String, Double> measure(State state, String split, Turn turn) {
        return pass(state, split, List.of(turn), turn.examples().length, Optional.empty());
    }

    private Map<String, Double> pass(
            State state, String split, List<Turn> turns, int sequences, Optional<Answers> answers) {
        Map<String, Accumulator> accumulators = new LinkedHashMap<>();
        for (Measure measure : measures) {
            if (measure.split().equals(split)) {
                measure.metric().ifPresent(metric -> accumulators.put(measure.qualified(), accumulator(metric)));
            }
        }
        double loss = 0;
        double weight = 0;
        boolean alike = true;
        Vector carried = unused;
        for (Turn turn : turns) {
            Batch batch = batches.evaluation(split, turn, turn.begins() ? unused : carried);
            Evaluation evaluation = session.evaluate(state, batch);
            carried = chunking.cut() ? session.left() : unused;
            for (int example = 0; example < batch.examples(); example++) {
                int index = turn.examples()[example];
                float lost = evaluation.losses()[example];
                double counts = chunking.share(split, index) * evaluation.weights()[example];
                loss += counts * lost;
                weight += counts;
                alike &= evaluation.weights()[example] == 1;
                if (!accumulators.isEmpty() || answers.isPresent()) {
                    ignored.of(sample(evaluation, batch, example)).ifPresent(sample -> {
                        accumulators.values().forEach(accumulator -> accumulator.add(copy(sample)));
                        answers.ifPresent(all -> all.take(index, sample, lost));
                    });
                }
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Measure.loss(split).qualified(), loss / (alike ? sequences : weight));
        accumulators.forEach((name, accumulator) -> metrics.put(name, accumulator.value()));
        return metrics;
    }

    /** What one accumulator writes into its sample, no other sees. */
    private static Sample copy(Sample sample) {
        return new Sample(
                sample.output().clone(), sample.shape(), sample.target().clone(), sample.steps());
    }

    /** Copied out of the batch, since an accumulator may keep it. */
    private Sample sample(Evaluation evaluation, Batch batch, int example) {
        Shape output = evaluation.shape();
        Shape target = batch.size()
                .getOrDefault(Field.TARGET, chunking.data().field(Field.TARGET).shape());
        return new Sample(
                element(evaluation.outputs(), output.size(), example),
                output,
                element(batches.values(Field.TARGET).orElseThrow(), target.size(), example),
                steps(output, example));
    }

    private int steps(Shape output, int example) {
        return batches.values(Field.LENGTH)
                .flatMap(lengths -> steps(output).map(steps -> steps.applyAsInt((int) lengths[example])))
                .orElse(-1);
    }

    /** How many steps an output has for an input of a length; empty if its target does not run over the same steps. */
    private Optional<IntUnaryOperator> steps(Shape output) {
        Shape target = chunking.data().field(Field.TARGET).shape();
        return session.program()
                .outputSteps()
                .filter(_ -> target.rank() > 0 && target.dim(0) == output.dim(0))
                .or(() -> sequence(output) ? Optional.of(IntUnaryOperator.identity()) : Optional.empty());
    }

    /** Output, target and input run over the same steps if they agree on their first extent. */
    private boolean sequence(Shape output) {
        Shape input = chunking.data().field(Field.INPUT).shape();
        return input.rank() > 0
                && Stream.of(output, chunking.data().field(Field.TARGET).shape())
                        .allMatch(shape -> shape.rank() > 0 && shape.dim(0) == input.dim(0));
    }

    private static float[] element(float[] all, int size, int example) {
        return Arrays.copyOfRange(all, example * size, (example + 1) * size);
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Accumulator accumulator(Spec<Metric<?>> metric) {
        return new Guarded(
                metric,
                called(metric, "accumulator", () -> ((Metric<Record>) metric.plugin()).accumulator(metric.config())));
    }

    /** A metric's accumulator, whose failures name the metric. */
    private record Guarded(Spec<Metric<?>> metric, Accumulator own) implements Accumulator {
        @Override
        public void add(Sample sample) {
            called(metric, "add", () -> {
                own.add(sample);
                return true;
            });
        }

        @Override
        public double value() {
            return called(metric, "value", own::value);
        }
    }

    private static <T> T called(Spec<Metric<?>> metric, String method, Supplier<T> call) {
        try {
            return metric.call(method, call);
        } catch (PluginFailure failure) {
            throw failure.at("measure");
        }
    }
}
