package org.recurve.api.event;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Describes what the seed of a trial decides; all else is drawn with the seed 0, or chosen by the data set. Constants go by name in
 * journals: none is renamed.
 */
public enum SeedVariation {
    /** The parameters' initial values. */
    INIT,
    /** The order in which examples are read. */
    ORDER,
    /** Says which examples there are, and in which split. */
    SPLIT,
    /** All draws during training: dropout, augmentation. */
    NOISE;

    /** Everything but the data. */
    public static final Set<SeedVariation> USUAL = Set.of(INIT, ORDER, NOISE);

    /** As it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the constants in their own order. */
    public static List<SeedVariation> sorted(Collection<SeedVariation> vary) {
        return vary.stream().sorted().toList();
    }

    /** Returns the words in the order of the constants. */
    public static List<String> words(Collection<SeedVariation> vary) {
        return sorted(vary).stream().map(SeedVariation::word).toList();
    }

    /** Returns the constant of a word; empty if there is none. */
    public static Optional<SeedVariation> parse(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
