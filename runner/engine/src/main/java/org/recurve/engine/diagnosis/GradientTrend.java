package org.recurve.engine.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.api.model.Shape;
import org.recurve.compute.program.LayerActivations;
import org.recurve.engine.diagnosis.Diagnosis.GradientRatio;
import org.recurve.engine.diagnosis.Diagnosis.Signal;

/**
 * Describes how gradients change from layer to layer before training, beside what the layers do to the signal on its way up.
 *
 * @param ratios in the order of the layers
 * @param signals in the order of the layers
 */
public record GradientTrend(List<GradientRatio> ratios, List<Signal> signals) {
    private static final double VANISHED = 1e-4;
    /** A signal that changed less between the first and the last layer explains no vanished gradient. */
    private static final double SHRUNK = 10;
    /** Each layer of an activation with slopes below this takes more than half of the gradient away. */
    private static final double FLAT = 0.5;

    /** Returns what each layer makes of the examples, as far as they have one size. */
    public static List<Signal> signals(List<List<LayerActivations>> examples) {
        List<Signal> signals = new ArrayList<>();
        for (int layer = 0; !examples.isEmpty() && layer < examples.getFirst().size(); layer++) {
            int index = layer;
            Shape shape = examples.getFirst().get(index).shape();
            signals.add(signal(examples.stream()
                    .map(given -> given.get(index))
                    .filter(activations -> activations.shape().equals(shape))
                    .toList()));
        }
        return List.copyOf(signals);
    }

    private static Signal signal(List<LayerActivations> layer) {
        int units = layer.getFirst().values().length;
        double squares = 0;
        double variances = 0;
        double slopes = 0;
        for (int unit = 0; unit < units; unit++) {
            double sum = 0;
            double square = 0;
            for (LayerActivations activations : layer) {
                double value = activations.values()[unit];
                sum += value;
                square += value * value;
                slopes += activations.slopes().length == 0
                        ? 0
                        : Math.abs(activations.slopes()[unit]);
            }
            squares += square / layer.size();
            variances += Math.max(0, square / layer.size() - sum / layer.size() * (sum / layer.size()));
        }
        boolean activation = layer.getFirst().slopes().length > 0;
        return new Signal(
                layer.getFirst().layer(),
                StrictMath.sqrt(squares / units),
                StrictMath.sqrt(variances / units),
                activation ? Optional.of(slopes / units / layer.size()) : Optional.empty());
    }

    /** Returns one finding for each parameter whose gradient has vanished in comparison with the largest. */
    public List<DiagnosisFinding> findings() {
        double largest = ratios.stream()
                .map(GradientRatio::value)
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        return ratios.stream()
                .filter(ratio -> ratio.value() < VANISHED * largest)
                .map(ratio -> new DiagnosisFinding(
                        format(
                                "%s: its gradient is %.1e of its norm, elsewhere %.1e",
                                ratio.parameter(), ratio.value(), largest),
                        remedy()))
                .toList();
    }

    private String remedy() {
        List<String> remedies = new ArrayList<>();
        List<Signal> spread =
                signals.stream().filter(signal -> signal.spread() > 0).toList();
        if (spread.size() > 1) {
            Signal first = spread.getFirst();
            Signal last = spread.getLast();
            double change = last.spread() / first.spread();
            String measured = format(
                    " (how far examples differ goes from %.1e behind %s to %.1e behind %s)",
                    first.spread(), first.layer(), last.spread(), last.layer());
            if (change < 1 / SHRUNK) {
                remedies.add("larger initial values, as glorot or he draw them" + measured);
            } else if (change > SHRUNK) {
                remedies.add("smaller initial values, as glorot or he draw them" + measured);
            }
        }
        String flat = signals.stream()
                .flatMap(signal -> signal.slope().filter(slope -> slope < FLAT).stream()
                        .map(slope -> format("%s (%.2g on average)", signal.layer(), slope)))
                .collect(Collectors.joining(", "));
        if (!flat.isEmpty()) {
            remedies.add("an activation with steeper slopes, such as relu, instead of " + flat);
        }
        remedies.add("residual connections, a normalization, or fewer layers");
        return String.join("; ", remedies);
    }

    private static String format(String text, Object... numbers) {
        return String.format(Locale.ROOT, text, numbers);
    }
}
