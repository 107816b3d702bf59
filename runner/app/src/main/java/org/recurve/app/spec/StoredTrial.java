package org.recurve.app.spec;

import java.util.List;
import java.util.Optional;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.YamlReader;

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
        return new Experiment(study, "", configuration, List.of(alone), List.of(seed), "{}", List.of());
    }
}
