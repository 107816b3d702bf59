package org.recurve.app.change;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode.MappingNode;

/** Applies deltas to a file in normal form, change by change: each finds the settings of the plugins that the last one left. */
public record DeltaList(PluginRegistry registry, ProblemCollector problems) {
    /** Applies changes of the file itself, before there is a baseline whose size could be matched. */
    public MappingNode apply(MappingNode root, List<DeltaChange> changes) {
        return apply(root, changes, _ -> {}, (unmatched, size) -> {
            problems.add(size.place(), size.path(), "match compares with the baseline, so it belongs into a variant");
            return unmatched;
        });
    }

    /**
     * Applies changes of a variant.
     *
     * @param notes is told what the user should know
     * @param matching what a match makes of the file
     */
    public MappingNode apply(
            MappingNode root,
            List<DeltaChange> changes,
            Consumer<String> notes,
            BiFunction<MappingNode, DeltaChange.MatchSize, MappingNode> matching) {
        MappingNode changed = root;
        for (DeltaChange change : changes) {
            problems.raiseIfMany();
            changed = switch (change) {
                case DeltaChange.RewriteChange rewriteChange ->
                    ChangeEditor.apply(normal(changed), rewriteChange, problems, notes);
                case DeltaChange.MatchSize size -> matching.apply(normal(changed), size);
            };
        }
        return changed;
    }

    /** Returns what cannot be normal yet, since changes that belong together are made one by one, is left as it is. */
    private MappingNode normal(MappingNode file) {
        return new ConfigurationReader(registry, new ProblemCollector())
                .changed(file)
                .map(configuration -> FileAssembly.over(file, configuration.normal()))
                .orElse(file);
    }
}
