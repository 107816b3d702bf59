package org.recurve.api.model;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.recurve.api.plugin.Spec;

/**
 * A plugin's place in the model: everything it declares there gets a name below the place's own, and every random draw
 * is keyed by that name. What one part declares never moves another part's numbers.
 *
 * <p>A name declared twice with the same shape is the same thing; with another shape it is an error.
 */
public interface Scope {
    /** Returns the full name of this place, parts separated by points ({@code conv1}, {@code encoder.elman1}). */
    String name();

    /** Returns a place below this one. */
    Scope in(String name);

    /** Returns whether the model is being traced for training (as opposed to evaluation). */
    boolean training();

    // Parameters.

    /**
     * Returns a parameter: shared by all examples, drawn by {@code init}, moved by the optimizer unless frozen.
     *
     * <p>Its shape is {@code [banks, units, inputs, window…]} or {@code [units, inputs]} where it serves a linear operation; what its
     * fans are, which scale the draws, {@link Weights} says with examples.
     */
    Value weight(String name, Spec<? extends Initializer<?>> init, Weights weights);

    /** Returns a parameter of zeros. */
    Value bias(String name, int... dims);

    /** {@code W x} with {@code W} [units, size of x], a parameter drawn Glorot-uniformly: {@code U(±√(6 / (in + out)))}. */
    Value linear(String name, Value x, int units);

    /** {@code from + W x}, as one chain. */
    Value linear(String name, Value x, int units, Value from);

    /** {@code from + W x}, as one chain, with {@code W} drawn by {@code init}. */
    default Value linear(String name, Spec<? extends Initializer<?>> init, Value x, int units, Value from) {
        int inputs = x.shape().size();
        return x.linear(weight(name, init, new Weights(Shape.of(units, inputs), inputs, units)), from);
    }

    // Constants and the example's own fields.

    Value zeros(int... dims);

    Value constant(double value, int... dims);

    Value constant(float[] values, int... dims);

    /** Returns the named field of the example ({@code target}, {@code length}), if the data set has it. */
    Optional<Value> field(String name);

    /**
     * Demands that the named field of every example is at least {@code least}, such as a length of at least k. Examples
     * that fall short are refused by number before training begins.
     *
     * @param reason why less will not do, and what to do about it: goes into the message
     */
    default void demand(String field, double least, String reason) {}

    /**
     * Demands that each value of the named field is the index of one of {@code classes} classes, a whole number from 0: what
     * is no class would be compared with none of them, without a word. Examples that hold another value are refused by number
     * before training begins. Of a sequence the true steps count.
     *
     * @param reason what the index is used for, and what to do about a wrong one: goes into the message
     */
    default void demandClass(String field, int classes, String reason) {}

    /**
     * Returns the names of the classes that the named field of the example counts, each at its index: the vocabulary, where the
     * input is words. None if the field is no class index, or the data set has no such field.
     */
    default List<String> classes(String field) {
        return List.of();
    }

    // Randomness: a fresh draw for every example and step, whatever batch the example is in.

    /** Uniform on [0, 1), shape {@code dims}. */
    Value uniform(String stream, int... dims);

    /** Standard normal, shape {@code dims}. */
    Value normal(String stream, int... dims);

    // Nested plugins.

    /** Returns a nested layer, in a place of its own. */
    Value apply(String name, Spec<? extends Layer<?>> layer, Value x);

    /** Nested layers one after another, each in a place of its own. */
    Value apply(Layers layers, Value x);

    /** Returns a nested cell, in a place of its own. */
    BoundCell cell(String name, Spec<? extends Cell<?, ?>> cell);

    /** Returns a nested pooling, in a place of its own. */
    Value reduce(String name, Spec<? extends Pooling<?>> pooling, Window window);

    // Recurrence.

    /**
     * Runs {@code step} over the first axis of {@code sequence}, from {@code start}. Past an example's true length its
     * state stands still. The body is traced once; work that does not depend on the state is done for all steps at once.
     */
    <S extends Record> Scanned<S> scan(Value sequence, S start, BiFunction<Value, S, Step<S>> step);

    /**
     * Applies {@code step} to each element along the first axis of {@code sequence} by itself, with the same parameters:
     * [steps, features…] becomes [steps, output…], 0 past an example's true length. All steps are computed at once.
     *
     * <p>What {@code step} declares belongs to the sequence as a whole: {@link Value#batchMean()} is the mean over the
     * examples and their true steps, a penalty that differs from step to step is summed over the true steps.
     */
    default Value eachStep(Value sequence, UnaryOperator<Value> step) {
        return scan(sequence, new NoState(), (x, none) -> new Step<>(step.apply(x), none))
                .outputs();
    }

    /** The state of a recurrence that carries nothing. */
    record NoState() {}

    // Sequences of different lengths. Lengths travel by themselves through every operation that keeps positions.

    /**
     * Returns how many positions of {@code x} the example truly has, behind convolutions, poolings and strides too. Empty where
     * all examples have every position.
     */
    default Optional<TrueLength> trueLength(Value x) {
        return Optional.empty();
    }

    /**
     * {@code x} as a sequence of {@code count} true positions along {@code axis}: what lies behind them holds 0 and is
     * left out of sums, maxima and windows from here on.
     *
     * @param count a whole number; a scalar
     */
    default Value withTrueLength(Value x, int axis, Value count) {
        return x;
    }

    /** {@code x} with the places past its true length counted as elements like any other. */
    default Value withPadding(Value x) {
        return x;
    }

    /**
     * Demands that {@code x} truly has at least {@code least} positions in each example. Examples that fall short are
     * refused by number before training begins.
     *
     * @param help what to do about it: goes into the message
     */
    default void demandTrueLength(Value x, int least, String help) {}

    // State without gradient.

    /** State kept from step to step of the training, without a gradient, such as a running mean; begins with {@code initial}. */
    Value buffer(String name, double initial, int... dims);

    /** The value that the buffer {@code name} has after this training step; shared. Evaluation and line searches never commit it. */
    void update(String buffer, Value value);

    /** Returns the state left by the previous chunk of the same sequence (truncated BPTT); zeros at the sequence's start. */
    Value carried(String name, int... dims);

    /** The state left to the next chunk. */
    void carry(String name, Value value);

    // What training sees besides the output.

    /** A term added to the loss: of an example (averaged like the loss) or shared (added once). A scalar. */
    void penalty(String name, Value value);

    /**
     * Says how much this example counts in the mean loss of its batch, and of its split: {@code Σ wₑ · lossₑ / Σ wₑ}. For losses;
     * without it each example counts 1. Examples of weight 0 count nowhere.
     *
     * @param weight a scalar of the example, at least 0, that no parameter moves
     */
    default void weigh(Value weight) {
        throw new UnsupportedOperationException("examples are weighed where a loss is computed");
    }

    /** A value to be shown in reports under this name; computing it changes nothing else. */
    void record(String name, Value value);

    /** Returns a zero, whose adjoint can be read under this name: added to a value, it shows the gradient that arrives there. */
    Value tap(String name, int... dims);
}
