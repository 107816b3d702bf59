package org.recurve.recurrence.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.BoundCell;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Step;
import org.recurve.api.model.TrueLength;
import org.recurve.api.model.Value;
import org.recurve.api.model.Weights;
import org.recurve.recurrence.SequenceValues;
import org.recurve.recurrence.StateValues;

/**
 * Computes a step of a decoder, whether the symbol before is the target's or its own.
 *
 * @param vectors of the symbols, [classes, embedding]
 * @param context [features]
 * @param memory what attention reads from
 */
record DecoderStep(
        Decoder.Config config,
        Scope scope,
        BoundCell cell,
        int classes,
        Value vectors,
        Value context,
        Optional<AttentionMemory> memory) {
    /**
     * The steps of the input.
     *
     * @param steps [steps, features]
     * @param present [steps], 1 where an example has the step; empty if all have all
     */
    record AttentionMemory(Value steps, Optional<Value> present) {}

    static DecoderStep of(Decoder.Config config, Scope scope, Value x, int classes) {
        Value vectors = scope.weight(
                "E", config.symbols(), new Weights(Shape.of(classes, config.embedding()), 1, config.embedding()));
        Value context = x.shape().rank() == 1 ? x : SequenceValues.last(scope, x);
        Optional<AttentionMemory> memory = config.attention()
                ? Optional.of(new AttentionMemory(x, scope.trueLength(x).map(length -> present(scope, x, length))))
                : Optional.empty();
        return new DecoderStep(config, scope, scope.cell("cell", config.cell()), classes, vectors, context, memory);
    }

    private static Value present(Scope scope, Value x, TrueLength length) {
        int steps = x.shape().dim(0);
        Value ordinals = scope.constant(SequenceValues.ascending(steps), steps);
        return length.count().reshape(1).broadcast(Shape.of(steps)).greaterThan(ordinals);
    }

    /** Returns the logits [steps, classes] behind true symbols [steps], all steps but the cell's at once. */
    Value taught(Value before) {
        int steps = before.shape().dim(0);
        Value embedded = vectors.gather(before);
        Value read = hears()
                ? embedded.concat(
                        1,
                        context.reshape(1, -1)
                                .broadcast(Shape.of(steps, context.shape().dim(0))))
                : embedded;
        Value known = scope.trueLength(before)
                .map(length -> scope.withTrueLength(read, 0, length.count()))
                .orElse(read);
        Value outputs = scope.scan(known, start(), cell::step).outputs();
        return logits(outputs.reshape(steps, -1), Optional.empty());
    }

    private boolean hears() {
        return config.context() != Decoder.ContextUse.START;
    }

    /** Returns what the cell begins with. */
    Record start() {
        Record plain = cell.start();
        if (config.context() == Decoder.ContextUse.EACH_STEP) {
            return plain;
        }
        List<Value> begun = new ArrayList<>();
        for (Value value : StateValues.values(plain)) {
            int units = value.shape().size();
            Value told = scope.linear(
                            "W" + (begun.size() + 1),
                            config.initializer(),
                            context,
                            units,
                            scope.bias("b" + (begun.size() + 1), units))
                    .tanh();
            begun.add(value.plus(told.reshape(value.shape().toArray())));
        }
        return StateValues.with(plain, begun);
    }

    /** Returns what the cell makes of a symbol [1] of its own. */
    Step<Record> own(Value symbol, Record state) {
        Value embedded = vectors.gather(symbol).reshape(config.embedding());
        return cell.step(hears() ? embedded.concat(0, context) : embedded, state);
    }

    /** Returns the logits [rows, classes] of outputs [rows, units] that the cell has written by itself. */
    Value logits(Value outputs) {
        return logits(outputs, memory.flatMap(AttentionMemory::present));
    }

    /** @param present which steps of the input may be read, where their lengths do not say so themselves */
    private Value logits(Value outputs, Optional<Value> present) {
        Value rows = memory.map(all -> attended(outputs, all.steps(), present)).orElse(outputs);
        return rows.matmul(matrix("V", classes, rows.shape().dim(1))).plus(scope.bias("c", classes));
    }

    private Value attended(Value outputs, Value steps, Optional<Value> present) {
        int units = outputs.shape().dim(1);
        int features = steps.shape().dim(1);
        Value keys = steps.matmul(matrix("A", units, features));
        Value scores = outputs.matmul(keys.transpose(1, 0));
        Value allowed = present.map(exists -> exists.reshape(1, -1)
                        .broadcast(scores.shape())
                        .choose(scores, scope.constant(Double.NEGATIVE_INFINITY).broadcast(scores.shape())))
                .orElse(scores);
        Value read = allowed.softmax(1).matmul(steps);
        return outputs.concat(1, read)
                .matmul(matrix("C", units, units + features))
                .plus(scope.bias("d", units))
                .tanh();
    }

    /** Returns a matrix by whose rows vectors are multiplied: [inputs, units], declared [units, inputs]. */
    private Value matrix(String name, int units, int inputs) {
        return scope.weight(name, config.initializer(), new Weights(Shape.of(units, inputs), inputs, units))
                .transpose(1, 0);
    }
}
