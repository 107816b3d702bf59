package org.recurve.recurrence.decoder;

import java.util.List;
import java.util.Optional;
import org.recurve.api.data.Field;
import org.recurve.api.model.Cell;
import org.recurve.api.model.Initializer;
import org.recurve.api.model.Layer;
import org.recurve.api.model.Scope;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.api.plugin.Min;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

/**
 * The second half of an encoder and decoder: a cell that writes the target symbol by symbol, {@code o(t) = c + V h(t)} with
 * {@code h(t) = cell(E y(t−1), context)}, where {@code y(0)} is the end symbol (Cho et al., <i>Learning Phrase Representations using
 * RNN Encoder–Decoder</i>, 2014; Sutskever, Vinyals, Le, <i>Sequence to Sequence Learning</i>, 2014).
 *
 * <p>The context is what the layer below gives: a vector [features], such as of a picture, or the last true step of [steps,
 * features]. Each state begins at its start plus {@code tanh(Wₖ context + bₖ)}, or the context stands behind every symbol, or both.
 * With attention, a step also reads from all steps x(s) of the input: {@code r(t) = Σₛ softmax over s of h(t) · A x(s) times x(s)},
 * and {@code tanh(d + C [h(t), r(t)])} stands for h(t) in the output (Luong, Pham, Manning, <i>Effective Approaches to
 * Attention-based Neural Machine Translation</i>, 2015, the general score).
 *
 * <p>The output is [target steps, classes], 0 past the target's true length, each step knowing the true symbols before it, in
 * evaluation, too: its loss and perplexity are those of the target. What the layer writes by itself, evaluation records: {@code
 * greedy}, at each step the likeliest symbol, and with {@code beam} the best of so many hypotheses that are kept at each step, by
 * the sum of their log probabilities divided by {@code ((5 + length) / 6)} to the power of the length penalty (Wu et al. 2016,
 * section 7). Both are [longest], the end symbol from the end on; metrics such as {@code edit-distance} and {@code bleu} measure
 * them.
 *
 * <p>Parameters: the cell's; {@code E} [classes, embedding]; {@code W}k, {@code b}k of state k; {@code A} [units, features], {@code
 * C} [units, units + features], {@code d} [units] with attention; {@code V} [classes, units], {@code c} [classes].
 */
@Plugin(id = "decoder", version = 1, summary = "writes the target symbol by symbol: greedy or by beam search")
public final class Decoder implements Layer<Decoder.Config> {
    /** Says how a cell is told of the context. */
    public enum ContextUse {
        /** Its states begin with it. */
        START,
        /** Every step reads it. */
        EACH_STEP,
        /** Both. */
        BOTH
    }

    /** The settings. */
    public record Config(
            @Doc("what one step does") Spec<Cell<?, ?>> cell,

            @Doc("length of a symbol's vector") @Min(1) int embedding,

            @Doc("how the cell is told of the context: start (its states begin with it), each-step, or both")
            @Default("both")
            ContextUse context,

            @Doc("whether each step also reads from all steps of the input") @Default("false")
            boolean attention,

            @Doc(
                    "hypotheses that a beam search keeps, which evaluation records as beam beside greedy; none if not given")
            @Min(2)
            Optional<Integer> beam,

            @Doc("how much a beam's longer hypotheses are favoured: 0 compares sums of log probabilities")
            @Default("0")
            @Min(0)
            double lengthPenalty,

            @Doc("symbols that are written at most, the end symbol included; as many as the longest target has, if not"
                    + " given")
            @Min(1)
            Optional<Integer> longest,

            @Doc("how the symbols' vectors E begin") @Default("{normal: 0.1}")
            Spec<Initializer<?>> symbols,

            @Doc("how the matrices W, A, C and V begin") @Default("glorot")
            Spec<Initializer<?>> initializer) {}

    @Override
    public Value forward(Config config, Scope scope, Value x) {
        Value target = scope.field(Field.TARGET)
                .orElseThrow(() -> new InvalidSetting("decoder is taught by the target, but the examples have none"));
        List<String> classes = scope.classes(Field.TARGET);
        int end = classes.indexOf(Field.END);
        if (end < 0 || target.shape().rank() != 1) {
            throw new InvalidSetting("decoder writes symbols until the one called " + Field.END + ", so that the target"
                    + " is a sequence of classes, one of them of this name; the target here is [" + target.shape()
                    + "] of " + (classes.isEmpty() ? "numbers" : classes.size() + " classes")
                    + "; take a data set such as pairs, or for an answer at each step of the input, recurrent");
        }
        if (x.shape().rank() < 1 || x.shape().rank() > 2) {
            throw new InvalidSetting(
                    "decoder needs a context [features] or a sequence [steps, features], but was given [" + x.shape()
                            + "]; flatten or pool it before");
        }
        if (config.attention() && x.shape().rank() != 2) {
            throw new InvalidSetting("attention reads from the steps of a sequence [steps, features], but the decoder"
                    + " was given [" + x.shape() + "]; let the layer below give all its steps (output: all), or remove"
                    + " attention");
        }
        DecoderStep step = DecoderStep.of(config, scope, x, classes.size());
        Value logits = step.taught(before(scope, target, end));
        if (!scope.training()) {
            int longest = config.longest().orElse(target.shape().dim(0));
            scope.record("greedy", new BeamSearch(scope, step, end, longest, 1).best(0));
            config.beam()
                    .ifPresent(width -> scope.record(
                            "beam", new BeamSearch(scope, step, end, longest, width).best(config.lengthPenalty())));
        }
        return logits;
    }

    /** Returns the symbol before each of the target's, [steps], of which those exist that the target has. */
    private static Value before(Scope scope, Value target, int end) {
        int steps = target.shape().dim(0);
        Value first = scope.constant(end, 1);
        Value all = steps == 1 ? first : first.concat(0, target.slice(0, 0, steps - 1));
        return scope.field(Field.TARGET_LENGTH)
                .map(length -> scope.withTrueLength(all, 0, length))
                .or(() -> scope.trueLength(target)
                        .map(TrueLength::count)
                        .map(length -> scope.withTrueLength(all, 0, length)))
                .orElse(all);
    }
}
