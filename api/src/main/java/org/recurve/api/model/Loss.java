package org.recurve.api.model;

import java.util.OptionalInt;
import org.recurve.api.plugin.Spec;

/** The loss of one example, a scalar; a batch's loss is the weighted mean over its examples. */
public interface Loss<C extends Record> {
    Value loss(C config, Scope scope, Value output, Value target);

    /** The class index that marks a target as none, which metrics then leave out, too; empty if every target counts. */
    default OptionalInt ignored(C config) {
        return OptionalInt.empty();
    }

    /** The same of a loss with its settings. */
    @SuppressWarnings("unchecked") // a Spec pairs a provider with its own config record
    static OptionalInt ignored(Spec<? extends Loss<?>> loss) {
        return loss.call("ignored", () -> ((Loss<Record>) loss.plugin()).ignored(loss.config()));
    }
}
