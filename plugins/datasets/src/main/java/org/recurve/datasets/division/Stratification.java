package org.recurve.datasets.division;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.recurve.datasets.ExampleDigest;

/**
 * Says whether each split gets its share of every class: as was asked, or if nothing was said, wherever each example has one class and
 * a rule divides them. The latter was otherwise before a version, which keeps what was trained then.
 *
 * @param asked what the settings say
 * @param usual whether the settings are of examples with a class each, which a rule divides
 */
public record Stratification(Optional<Boolean> asked, boolean usual) {
    /** Says what its setting is about, in front of what is divided. */
    public static final String DOC =
            "whether each split gets its share of every class, or of every label, as near as whole examples allow; if left out,"
                    + " yes where each example has one class, and no where it has labels, numbers, or several classes";

    /** Returns whether a rule divides examples at all. */
    public static boolean isDivided(SplitRule rule, Optional<Fold> fold) {
        return fold.isPresent() || rule.validation() > 0 || rule.test() > 0;
    }

    /** Returns whether splits get their shares. */
    public boolean holds() {
        return asked.orElse(usual);
    }

    /** Returns whether that is so, and nobody said it. */
    public boolean isByDefault() {
        return asked.isEmpty() && usual;
    }

    /**
     * Returns the division of examples by class, of which no split is smaller than asked for if nobody asked for shares.
     *
     * @param name of the data set, which keys the shuffling
     * @param digest of all that decides the examples
     */
    public Division of(
            Division plain, UnaryOperator<Division> byClass, String name, int examples, ExampleDigest digest) {
        if (!holds()) {
            return plain;
        }
        Division division = byClass.apply(plain);
        if (!isByDefault() || division.lacking(name, examples) == 0) {
            return division;
        }
        digest.add("filled by chance");
        return division.filled();
    }
}
