package org.recurve.api.model;

import java.util.OptionalInt;
import org.recurve.api.plugin.Spec;

/** The loss of one example, a scalar; a batch's loss is the weighted mean over its examples. */
public interface Loss<C extends Record> {
    Value loss(C config, Scope scope, Value output, Value target);

    /** Returns the class index that marks a target as none, which metrics then leave out, too; empty if every target counts. */
    default OptionalInt ignored(C config) {
        return OptionalInt.empty();
    }

    /**
     * Returns whether an example's weight ({@link Scope#weigh}) is the sum of its targets' weights: then those of the chunks that a
     * sequence is cut into add up to the sequence's. Otherwise a chunk counts as the part of its sequence that it is.
     */
    default boolean weighsTargets(C config) {
        return false;
    }

    /** Returns what the outputs are, for those who ask a trained model. */
    default OutputMeaning meaning(C config) {
        return OutputMeaning.NUMBERS;
    }

    /** Returns {@link #meaning} of a loss with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static OutputMeaning meaning(Spec<? extends Loss<?>> loss) {
        return loss.call("meaning", () -> ((Loss<Record>) loss.plugin()).meaning(loss.config()));
    }

    /** Returns {@link #weighsTargets} of a loss with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static boolean weighsTargets(Spec<? extends Loss<?>> loss) {
        return loss.call("weighsTargets", () -> ((Loss<Record>) loss.plugin()).weighsTargets(loss.config()));
    }

    /** The same of a loss with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static OptionalInt ignored(Spec<? extends Loss<?>> loss) {
        return loss.call("ignored", () -> ((Loss<Record>) loss.plugin()).ignored(loss.config()));
    }
}
