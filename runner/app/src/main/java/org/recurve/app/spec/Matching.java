package org.recurve.app.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;

/** Finds the whole number with which a model comes nearest to the baseline's size; the smaller one of two as near. */
record Matching(ConfigurationReader configurations, Size.Of sizes, Problems problems) {
    private static final long LARGEST = 1 << 20;

    /** The file with the matched setting; if there is none, that is reported, and the file stays as it is. */
    Mapping apply(Mapping root, Change.Match match, Configuration baseline, Consumer<String> notes) {
        int before = problems.count();
        try {
            long wanted = match.quantity().of(sizes.of(baseline));
            OptionalLong found = nearest(root, match, wanted);
            if (found.isPresent()) {
                long size = size(root, match, found.getAsLong()).orElseThrow();
                notes.accept(String.format(
                        Locale.ROOT,
                        "match: %s = %d gives %,d %s; the baseline has %,d",
                        match.path(),
                        found.getAsLong(),
                        size,
                        match.quantity().word(),
                        wanted));
                return set(root, match, found.getAsLong());
            }
        } catch (IllegalArgumentException e) {
            if (problems.count() == before) {
                problems.add(match.place(), match.path(), "match: " + e.getMessage());
            }
        }
        return root;
    }

    private OptionalLong nearest(Mapping root, Change.Match match, long wanted) {
        OptionalLong least = size(root, match, 1);
        if (least.isEmpty()) {
            return least;
        }
        long low = 1;
        long high = 1;
        while (high < LARGEST && size(root, match, high).orElseThrow() < wanted) {
            low = high;
            high *= 2;
        }
        if (size(root, match, high).orElseThrow() < wanted) {
            problems.add(
                    match.place(),
                    match.path(),
                    "match: even " + high + " gives fewer " + match.quantity().word() + " than the baseline's "
                            + wanted,
                    "match a setting that makes this variant larger");
            return OptionalLong.empty();
        }
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (size(root, match, middle).orElseThrow() < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long below = Math.abs(wanted - size(root, match, low).orElseThrow());
        long above = Math.abs(size(root, match, high).orElseThrow() - wanted);
        return OptionalLong.of(below <= above ? low : high);
    }

    /** Empty, or an {@link IllegalArgumentException}, if the setting cannot have this value. */
    private OptionalLong size(Mapping root, Change.Match match, long value) {
        int before = problems.count();
        Mapping changed = set(root, match, value);
        Optional<Configuration> configuration =
                problems.count() > before ? Optional.empty() : configurations.changed(changed);
        return configuration
                .map(c -> OptionalLong.of(match.quantity().of(sizes.of(c))))
                .orElse(OptionalLong.empty());
    }

    private Mapping set(Mapping root, Change.Match match, long value) {
        Change.Set set = new Change.Set(match.path(), match.place(), Scalar.of(match.place(), value));
        return Edit.apply(root, set, problems, _ -> {});
    }
}
