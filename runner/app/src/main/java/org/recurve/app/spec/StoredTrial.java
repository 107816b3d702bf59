package org.recurve.app.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.YamlReader;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.Vary;

/** Reads a trial's stored configuration, so that it can run again without the file it came from. */
public final class StoredTrial {
    private StoredTrial() {}

    /**
     * The trial as a study of its own.
     *
     * @param configuration as it was stored: canonical JSON, which is YAML
     * @throws org.recurve.app.problem.UserError if today's plugins do not understand it
     */
    public static Experiment read(String study, String variant, long seed, String configuration, Registry registry) {
        Problems problems = new Problems();
        String source = "the stored configuration of " + study + "/" + variant + "/" + seed;
        Mapping stored = (Mapping) YamlReader.file(source, configuration, problems);
        Mapping sections = new Mapping(
                stored.place(),
                stored.entries().stream()
                        .filter(entry -> Section.of(entry.key()).isPresent())
                        .toList());
        Optional<Configuration> read = new ConfigurationReader(registry, problems).named(sections);
        problems.raise();
        Variant alone = new Variant(variant, stored.place(), read.orElseThrow());
        return new Experiment(
                study,
                "",
                configuration,
                List.of(alone),
                List.of(seed),
                Optional.empty(),
                vary(stored),
                Optional.empty(),
                CheckpointRule.EACH_HALF_MINUTE,
                false,
                "{}",
                List.of());
    }

    private static Set<Vary> vary(Mapping stored) {
        return stored.get(Configuration.VARY)
                .map(node -> (List<?>) node.plain())
                .map(words -> Stream.of(Vary.values())
                        .filter(vary -> words.contains(vary.word()))
                        .collect(Collectors.toSet()))
                .orElse(Vary.USUAL);
    }
}
