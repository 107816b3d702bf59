package org.recurve.engine.training;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.recurve.api.measure.Metric;
import org.recurve.api.measure.Metric.Accumulator;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.PluginFailure;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.program.Program;
import org.recurve.engine.spec.MeasureSpec;

/**
 * A metric in a pass through a split: its accumulator, and what of each example it is shown.
 *
 * @param name under which its number is known
 * @param recorded the full name of the recording that it measures; empty if it measures the output
 */
record SplitMetric(String name, Optional<String> recorded, Accumulator accumulator) {
    /** Returns those of a split, each before its first example. */
    static List<SplitMetric> of(List<MeasureSpec> specs, String split, Program program, Prediction predicted) {
        return specs.stream()
                .filter(measure -> measure.split().equals(split))
                .flatMap(measure -> measure.metric().stream()
                        .map(metric -> new SplitMetric(
                                measure.qualified(),
                                recording(program, measure),
                                accumulator(metric, prediction(program, measure, predicted)))))
                .toList();
    }

    /** Returns what a measure is about: what the model predicts of every example, or a layer records of it. */
    static Prediction prediction(Program program, MeasureSpec measure, Prediction predicted) {
        return recording(program, measure)
                .map(name -> Objects.requireNonNull(program.recorded().get(name)))
                .map(shape -> new Prediction(Shape.of(shape.size()), predicted.target(), predicted.meaning()))
                .orElse(predicted);
    }

    /**
     * Returns the full name of what a metric asks for by the last part of it.
     *
     * @throws InvalidSetting if no layer records such a thing, or several do
     */
    private static Optional<String> recording(Program program, MeasureSpec measure) {
        return measure.recorded().map(name -> {
            List<String> found = program.recorded().keySet().stream()
                    .filter(full -> full.equals(name) || full.endsWith("." + name))
                    .toList();
            if (found.size() != 1) {
                throw new InvalidSetting("it measures what a layer records as \"" + name + "\", and "
                        + (found.isEmpty()
                                ? "no layer of this model does" + others(program)
                                : "several do: " + String.join(", ", found) + "; write one of these names"));
            }
            return found.getFirst();
        });
    }

    private static String others(Program program) {
        return program.recorded().isEmpty()
                ? "; a decoder records what it writes, greedy and, with beam, beam: use one, or remove the measure"
                : "; recorded are " + String.join(", ", program.recorded().keySet());
    }

    /** Takes an example, of which it sees arrays of its own. */
    void add(Sample sample) {
        accumulator.add(new Sample(
                sample.output().clone(), sample.shape(), sample.target().clone(), sample.steps()));
    }

    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    private static Accumulator accumulator(Spec<Metric<?>> metric, Prediction prediction) {
        return new Guarded(
                metric,
                called(
                        metric,
                        "accumulator",
                        () -> ((Metric<Record>) metric.plugin()).accumulator(metric.config(), prediction)));
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
