package org.recurve.app.change;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.configuration.ModelSize;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;

/** Finds the whole number with which a model comes nearest to the baseline's size; the smaller one of two as near. */
public record SizeMatching(ConfigurationReader configurations, ModelSize.SizeTracer sizes, ProblemCollector problems) {
    private static final long LARGEST = 1 << 20;

    /** Returns the file with the matched setting; if there is none, that is reported, and the file stays as it is. */
    public MappingNode apply(
            MappingNode root, DeltaChange.MatchSize matchSize, Configuration baseline, Consumer<String> notes) {
        int before = problems.count();
        try {
            long wanted = matchSize.quantity().of(sizes.of(baseline));
            OptionalLong found = nearest(root, matchSize, wanted);
            if (found.isPresent()) {
                long size = size(root, matchSize, found.getAsLong()).orElseThrow();
                notes.accept(String.format(
                        Locale.ROOT,
                        "match: %s = %d gives %,d %s; the baseline has %,d",
                        matchSize.path(),
                        found.getAsLong(),
                        size,
                        matchSize.quantity().word(),
                        wanted));
                return set(root, matchSize, found.getAsLong());
            }
        } catch (IllegalArgumentException e) {
            if (problems.count() == before) {
                problems.add(matchSize.place(), matchSize.path(), "match: " + e.getMessage());
            }
        }
        return root;
    }

    private OptionalLong nearest(MappingNode root, DeltaChange.MatchSize matchSize, long wanted) {
        OptionalLong least = size(root, matchSize, 1);
        if (least.isEmpty()) {
            return least;
        }
        long low = 1;
        long high = 1;
        while (high < LARGEST && size(root, matchSize, high).orElseThrow() < wanted) {
            low = high;
            high *= 2;
        }
        if (size(root, matchSize, high).orElseThrow() < wanted) {
            problems.add(
                    matchSize.place(),
                    matchSize.path(),
                    "match: even " + high + " gives fewer "
                            + matchSize.quantity().word() + " than the baseline's " + wanted,
                    "match a setting that makes this variant larger");
            return OptionalLong.empty();
        }
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (size(root, matchSize, middle).orElseThrow() < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long below = Math.abs(wanted - size(root, matchSize, low).orElseThrow());
        long above = Math.abs(size(root, matchSize, high).orElseThrow() - wanted);
        return OptionalLong.of(below <= above ? low : high);
    }

    /** Empty, or an {@link IllegalArgumentException}, if the setting cannot have this value. */
    private OptionalLong size(MappingNode root, DeltaChange.MatchSize matchSize, long value) {
        int before = problems.count();
        MappingNode changed = set(root, matchSize, value);
        Optional<Configuration> configuration =
                problems.count() > before ? Optional.empty() : configurations.changed(changed);
        return configuration
                .map(c -> OptionalLong.of(matchSize.quantity().of(sizes.of(c))))
                .orElse(OptionalLong.empty());
    }

    private MappingNode set(MappingNode root, DeltaChange.MatchSize matchSize, long value) {
        DeltaChange.SetValue setValue =
                new DeltaChange.SetValue(matchSize.path(), matchSize.place(), ScalarNode.of(matchSize.place(), value));
        return ChangeEditor.apply(root, setValue, problems, _ -> {});
    }
}
