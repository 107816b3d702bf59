package org.recurve.engine.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the seed of a trial decides; all else is drawn with the seed 0, or chosen by the data set. */
public enum SeedVariation {
    /** The parameters' initial values. */
    INIT,
    /** The order in which examples are read. */
    ORDER,
    /** Which examples there are, and in which split. */
    SPLIT,
    /** All draws during training: dropout, augmentation. */
    NOISE;

    /** Everything but the data. */
    public static final Set<SeedVariation> USUAL = Set.of(INIT, ORDER, NOISE);

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the words in their usual order. */
    public static List<String> words(Collection<SeedVariation> vary) {
        return vary.stream().sorted().map(SeedVariation::word).toList();
    }
}
