package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.event.SeedVariation;
import org.recurve.app.change.DeltaChange;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;

/**
 * The section {@code seeds}.
 *
 * @param all in the order in which they are run, those that may be added included
 * @param vary what the seed of a trial decides
 * @param place where they are written
 * @param precision for which some of them are added
 * @param folds of which seed {@code n} tests the fold {@code n mod folds}; 0 if examples are not divided into folds
 */
record SeedList(
        List<Long> all, Set<SeedVariation> vary, SourcePosition place, Optional<SeedPrecision> precision, int folds) {
    /** The seeds of a file without the section. */
    static final SeedList ONE =
            new SeedList(List.of(0L), SeedVariation.USUAL, SourcePosition.of("seeds"), Optional.empty(), 0);

    SeedList {
        all = List.copyOf(all);
        vary = Set.copyOf(vary);
    }

    /** Returns those that are run in any case. */
    List<Long> first() {
        return all.subList(
                0, all.size() - precision.map(p -> p.further().size()).orElse(0));
    }

    /** Returns whether a seed decides which examples are in which split. */
    boolean varySplit() {
        return folds > 0 || vary.contains(SeedVariation.SPLIT);
    }

    /** Returns what a seed decides, as reports tell it: of folds, the split in any case. */
    Set<SeedVariation> told() {
        Set<SeedVariation> told = EnumSet.copyOf(vary);
        if (folds > 0) {
            told.add(SeedVariation.SPLIT);
        }
        return told;
    }

    /** Returns what a seed sets of the data; seeds of one round divide the examples alike. */
    List<DeltaChange.SetValue> changes(long seed) {
        List<DeltaChange.SetValue> changes = new ArrayList<>();
        if (folds > 0) {
            MappingNode fold = new MappingNode(
                    place,
                    List.of(
                            new MappingEntry("number", place, ScalarNode.of(place, Math.floorMod(seed, folds) + 1L)),
                            new MappingEntry("of", place, ScalarNode.of(place, (long) folds))));
            changes.add(new DeltaChange.SetValue("data.fold", place, fold));
        }
        if (vary.contains(SeedVariation.SPLIT)) {
            long round = folds > 0 ? Math.floorDiv(seed, folds) : seed;
            changes.add(new DeltaChange.SetValue("data.seed", place, ScalarNode.of(place, round)));
        }
        return changes;
    }
}
