package org.recurve.engine.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Loss;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Vector;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.LayerActivations;
import org.recurve.compute.program.ModelState;
import org.recurve.compute.session.Batch;
import org.recurve.compute.session.Session;
import org.recurve.compute.session.SessionEvaluation;
import org.recurve.engine.artifacts.AnswerRecorder;
import org.recurve.engine.data.BatchIndices;
import org.recurve.engine.data.BatchReader;
import org.recurve.engine.data.ClassPlanes;
import org.recurve.engine.data.SequenceChunking;
import org.recurve.engine.spec.MeasureSpec;

/**
 * Measures a state on a split: its mean loss, and the metrics that the trial names. Where sequences are cut, each chunk is
 * an example to a metric; a sequence's loss is the mean of its chunks' by their true steps, and a loss that counts targets
 * is their mean.
 */
public final class SplitEvaluator {
    private final SequenceChunking chunking;
    private final List<MeasureSpec> specs;
    private final Session session;
    private final BatchReader reader;
    private final Vector unused;
    private final IgnoredLabel label;
    private final boolean targets;
    private final Spec<Loss<?>> loss;

    /** @param loss by which the state is trained: metrics leave out the targets that it ignores */
    public SplitEvaluator(
            SequenceChunking chunking,
            List<MeasureSpec> specs,
            Spec<Loss<?>> loss,
            Session session,
            BatchReader reader,
            Vector unused) {
        this.label = new IgnoredLabel(TracedPhase.ignored(loss));
        this.targets = TracedPhase.weighsTargets(loss);
        this.loss = loss;
        this.chunking = chunking;
        this.specs = specs;
        this.session = session;
        this.reader = reader;
        this.unused = unused;
    }

    /** Returns whether the trial names a metric of this split. */
    boolean measures(String split) {
        return specs.stream()
                .anyMatch(m -> m.split().equals(split) && m.metric().isPresent());
    }

    /** Returns the split's loss and metrics by qualified name; one pass, in the order of the split; empty without such a split. */
    public Map<String, Double> measure(ModelState state, String split) {
        return measure(state, split, Optional.empty());
    }

    /** Returns the same; the model's answers are shown to those who collect them. */
    Map<String, Double> measure(ModelState state, String split, Optional<AnswerRecorder> answers) {
        Examples examples = chunking.data().splits().get(split);
        return examples == null || examples.size() == 0
                ? Map.of()
                : pass(state, split, reader.pass(split), chunking.sequences(split), answers);
    }

    /** Returns who records the model's answers on a split. */
    Optional<AnswerRecorder> answers(Shape output, String split) {
        Shape shown = ClassPlanes.shown(output, chunking.data().field(Field.TARGET));
        return AnswerRecorder.of(chunking.data(), shown, split, () -> Loss.meaning(loss));
    }

    /** Returns what layers record of some examples of a split, by name, example after example. */
    Map<String, float[]> recorded(ModelState state, String split, BatchIndices indices) {
        return session.recordings(state, reader.evaluation(split, indices, unused));
    }

    /** Returns what each layer makes of the first examples of a split, one by one. */
    List<List<LayerActivations>> layers(ModelState state, String split, int examples) {
        return IntStream.range(
                        0, Math.min(examples, chunking.data().split(split).size()))
                .mapToObj(example -> BatchIndices.whole(new int[] {example}))
                .map(indices -> session.layers(state, reader.evaluation(split, indices, unused)))
                .toList();
    }

    /** Returns what the model makes of each example of a split that is not cut, in their order. */
    public List<Sample> samples(ModelState state, String split) {
        Sample[] samples = new Sample[chunking.data().split(split).size()];
        for (BatchIndices indices : reader.pass(split)) {
            Batch batch = reader.evaluation(split, indices, unused);
            SessionEvaluation evaluation = session.evaluate(state, batch);
            for (int example = 0; example < batch.examples(); example++) {
                samples[indices.examples()[example]] = sample(evaluation, batch, example);
            }
        }
        return List.of(samples);
    }

    /** Returns what each layer makes of another input in the place of a split's first example. */
    List<LayerActivations> layers(ModelState state, String split, float[] input) {
        Batch batch = reader.evaluation(split, BatchIndices.whole(new int[] {0}), unused);
        Map<String, float[]> fields = new LinkedHashMap<>(batch.fields());
        fields.put(Field.INPUT, input);
        return session.layers(
                state, new Batch(1, fields, batch.ids(), batch.training(), batch.step(), batch.chunk(), batch.size()));
    }

    /** Returns the loss and the metrics of some examples of a split that is not cut. */
    public Map<String, Double> measure(ModelState state, String split, BatchIndices indices) {
        return pass(state, split, List.of(indices), indices.examples().length, Optional.empty());
    }

    private Map<String, Double> pass(
            ModelState state,
            String split,
            List<BatchIndices> indiceses,
            int sequences,
            Optional<AnswerRecorder> answers) {
        List<SplitMetric> all = SplitMetric.of(
                specs, split, session.program(), TracedPhase.prediction(session.program(), chunking, loss));
        boolean records = all.stream().anyMatch(metric -> metric.recorded().isPresent());
        double loss = 0;
        double weight = 0;
        boolean alike = true;
        Vector carried = unused;
        for (BatchIndices indices : indiceses) {
            Batch batch = reader.evaluation(split, indices, indices.begins() ? unused : carried);
            SessionEvaluation evaluation = session.evaluate(state, batch);
            carried = chunking.cut() ? session.left() : unused;
            Map<String, float[]> recorded = records ? session.recordings(state, batch) : Map.of();
            for (int example = 0; example < batch.examples(); example++) {
                int index = indices.examples()[example];
                float lost = evaluation.losses()[example];
                double counts =
                        chunking.share(split, index, targets) * evaluation.weights()[example];
                loss += counts * lost;
                weight += counts;
                alike &= evaluation.weights()[example] == 1;
                if (!all.isEmpty() || answers.isPresent()) {
                    label.of(sample(evaluation, batch, example)).ifPresent(sample -> {
                        all.stream()
                                .filter(metric -> metric.recorded().isEmpty())
                                .forEach(metric -> metric.add(sample));
                        answers.ifPresent(shown -> shown.take(index, sample, lost));
                    });
                }
                int place = example;
                all.forEach(metric -> metric.recorded()
                        .ifPresent(name ->
                                metric.add(recorded(Objects.requireNonNull(recorded.get(name)), batch, place))));
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(MeasureSpec.loss(split).qualified(), loss / (alike && !targets ? sequences : weight));
        all.forEach(metric -> metrics.put(metric.name(), metric.accumulator().value()));
        return metrics;
    }

    /** Copied out of the batch, since an accumulator may keep it. */
    private Sample sample(SessionEvaluation evaluation, Batch batch, int example) {
        Shape output = evaluation.shape();
        Field target = chunking.data().field(Field.TARGET);
        Field own = target.of(batch.size().getOrDefault(Field.TARGET, target.shape()));
        return new Sample(
                ClassPlanes.shown(element(evaluation.outputs(), output.size(), example), output, own),
                ClassPlanes.shown(output, own),
                element(reader.values(Field.TARGET).orElseThrow(), own.shape().size(), example),
                steps(output, example));
    }

    /** Returns what a layer recorded of an example, beside its target. */
    private Sample recorded(float[] values, Batch batch, int example) {
        int size = values.length / batch.examples();
        Shape shape = Shape.of(size);
        int target = chunking.data().field(Field.TARGET).shape().size();
        return new Sample(
                element(values, size, example),
                shape,
                element(reader.values(Field.TARGET).orElseThrow(), target, example),
                steps(chunking.data().field(Field.TARGET).shape(), example));
    }

    /** Returns how many steps a target, or an output that runs over its steps, truly has; −1 if it is no sequence. */
    private int steps(Shape output, int example) {
        return reader.values(Field.TARGET_LENGTH)
                .map(lengths -> (int) lengths[example])
                .or(() -> reader.values(Field.LENGTH)
                        .flatMap(lengths -> steps(output).map(steps -> steps.applyAsInt((int) lengths[example]))))
                .orElse(-1);
    }

    /** Returns how many steps an output has for an input of a length; empty if its target does not run over the same steps. */
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
}
