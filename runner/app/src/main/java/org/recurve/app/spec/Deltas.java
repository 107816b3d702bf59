package org.recurve.app.spec;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Mapping;

/** Applies deltas to a file in normal form, change by change: each finds the settings of the plugins that the last one left. */
record Deltas(Registry registry, Problems problems) {
    /** Of the file itself, before there is a baseline whose size could be matched. */
    Mapping apply(Mapping root, List<Change> changes) {
        return apply(root, changes, _ -> {}, (unmatched, match) -> {
            problems.add(match.place(), match.path(), "match compares with the baseline, so it belongs into a variant");
            return unmatched;
        });
    }

    /**
     * Of a variant.
     *
     * @param notes is told what the user should know
     * @param matching what a match makes of the file
     */
    Mapping apply(
            Mapping root,
            List<Change> changes,
            Consumer<String> notes,
            BiFunction<Mapping, Change.Match, Mapping> matching) {
        Mapping changed = root;
        for (Change change : changes) {
            problems.raiseIfMany();
            changed = switch (change) {
                case Change.Rewrite rewrite -> Edit.apply(normal(changed), rewrite, problems, notes);
                case Change.Match match -> matching.apply(normal(changed), match);
            };
        }
        return changed;
    }

    /** What cannot be normal yet, since changes that belong together are made one by one, is left as it is. */
    private Mapping normal(Mapping file) {
        return new ConfigurationReader(registry, new Problems())
                .changed(file)
                .map(configuration -> Assembly.over(file, configuration.normal()))
                .orElse(file);
    }
}
