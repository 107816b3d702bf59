package org.recurve.pooling;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.api.data.Field;
import org.recurve.api.model.Scope;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;

/**
 * The positions of a sequence as one window; those past the example's true length are absent.
 *
 * <p>A sequence of at most {@code S} steps, of which an example truly has {@code length}, may have gone through
 * convolutions of stride 1 and now have {@code n} positions. They lost (or, with padding, gained) {@code S − n}, and so
 * did the true length: {@code length − (S − n)} positions exist, and at least one does.
 *
 * @param values [size, channels], 0 where absent
 * @param present [size]
 */
record Sentence(Value values, Value present) implements Window {
    /** Empty unless {@code x} is [channels, positions] and the examples have a length. */
    static Optional<Sentence> of(Scope scope, Value x) {
        return x.shape().rank() == 2 ? present(scope, x.shape().dim(1)).map(there -> of(x, there)) : Optional.empty();
    }

    private static Sentence of(Value x, Value present) {
        Sentence padded = new Sentence(x.transpose(1, 0), present);
        return new Sentence(padded.orElse(0, padded.values()), present);
    }

    /** [size]: 1 for each of the positions that exist, if the examples have a length. */
    static Optional<Value> present(Scope scope, int positions) {
        return scope.field(Field.LENGTH).map(length -> {
            int steps = scope.field(Field.INPUT).orElseThrow().shape().dim(0);
            float[] ordinals = new float[positions];
            for (int i = 0; i < positions; i++) {
                ordinals[i] = i;
            }
            Value exist = length.reshape().plus(positions - steps);
            Value first = scope.constant(firstOnly(positions), positions);
            return exist.greaterThan(scope.constant(ordinals, positions)).max(first);
        });
    }

    /** Demands that so many of the positions exist in each example, if the examples have a length. */
    static void demand(Scope scope, int positions, int least, String help) {
        scope.field(Field.INPUT).ifPresent(input -> {
            int lost = input.shape().dim(0) - positions;
            String taken = lost > 0 ? ", and layers before it took " + lost + " of the steps" : "";
            scope.demand(Field.LENGTH, least + lost, least + " positions must be there" + taken + help);
        });
    }

    private static float[] firstOnly(int positions) {
        float[] first = new float[positions];
        first[0] = 1;
        return first;
    }

    /** These elements, [size, channels], and {@code absent} where there is none. */
    private Value orElse(double absent, Value elements) {
        Value exists = present.reshape(present.shape().size(), 1);
        return exists.choose(elements, exists.minus(exists).plus(absent));
    }

    @Override
    public Value count() {
        return present.sum();
    }

    @Override
    public Value sum() {
        return values.sum(0);
    }

    @Override
    public Value max() {
        return orElse(Double.NEGATIVE_INFINITY, values).max(0);
    }

    @Override
    public Value sum(UnaryOperator<Value> f) {
        Value changed = f.apply(values);
        Shape shape = values.shape();
        if (!changed.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "the function inside a window's sum works element by element, so it keeps the shape");
        }
        return orElse(0, changed).sum(0);
    }
}
