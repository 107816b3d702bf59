package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.SeedVariation;
import org.recurve.api.event.StudyQuestions;
import org.recurve.app.configuration.Configuration;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.StartSources;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.recurve.app.yaml.YamlReader;
import org.recurve.engine.spec.CheckpointRule;
import org.recurve.engine.spec.KeptWeights;
import org.recurve.storage.view.TrialView;

/** Reads a trial's stored configuration, so that it can run again without the file it came from. */
public final class StoredTrial {
    private StoredTrial() {}

    /**
     * Returns a trial of a store as a study of its own. Plugins whose numbers changed since under some of their settings give those of
     * then.
     *
     * @throws org.recurve.app.problem.UserError if today's plugins do not understand it
     */
    public static Experiment read(TrialView trial, PluginRegistry registry) {
        return now(trial, registry.asOf(trial.provenance().plugins()));
    }

    /** Returns the same as today's plugins would train it. */
    public static Experiment now(TrialView trial, PluginRegistry registry) {
        return read(trial.study(), trial.variant(), trial.seed(), trial.configuration(), registry);
    }

    /**
     * Returns a trial of today's plugins.
     *
     * @param configuration as it was stored: canonical JSON, which is YAML
     */
    public static Experiment read(
            String study, String variant, long seed, String configuration, PluginRegistry registry) {
        return read(study, variant, seed, configuration, registry, new ProblemCollector(), List.of(), Set.of());
    }

    /**
     * Returns the trial with other data or measures, to ask its model, and without what is about training.
     *
     * @param data as the section has it; empty for the trial's own
     * @param measures as the section has them; none for the trial's own
     */
    public static Experiment evaluated(
            TrialView trial, Optional<String> data, List<String> measures, PluginRegistry registry) {
        ProblemCollector collector = new ProblemCollector();
        List<MappingEntry> replaced = new ArrayList<>();
        data.ifPresent(text -> {
            YamlNode node = YamlReader.value("--data-set", text, collector);
            replaced.add(new MappingEntry(FileSection.DATA.key(), node.place(), node));
        });
        List<YamlNode> measured = measures.stream()
                .map(text -> YamlReader.value("--measure", text, collector))
                .toList();
        if (!measured.isEmpty()) {
            SourcePosition place = measured.getFirst().place();
            replaced.add(new MappingEntry(FileSection.MEASURE.key(), place, new SequenceNode(place, measured)));
        }
        collector.raise();
        return read(
                trial.study(),
                trial.variant(),
                trial.seed(),
                trial.configuration(),
                registry.asOf(trial.provenance().plugins()),
                collector,
                replaced,
                Set.of(FileSection.SELECT.key(), FileSection.SAMPLE.key()));
    }

    private static Experiment read(
            String study,
            String variant,
            long seed,
            String configuration,
            PluginRegistry registry,
            ProblemCollector collector,
            List<MappingEntry> replaced,
            Set<String> without) {
        String source = "the stored configuration of " + study + "/" + variant + "/" + seed;
        MappingNode stored = (MappingNode) YamlReader.file(source, configuration, collector);
        MappingNode sections = new MappingNode(
                stored.place(),
                Stream.concat(
                                replaced.stream(),
                                stored.entries().stream()
                                        .filter(entry ->
                                                FileSection.of(entry.key()).isPresent())
                                        .filter(entry -> !without.contains(entry.key()))
                                        .filter(entry -> replaced.stream()
                                                .noneMatch(other -> other.key().equals(entry.key()))))
                        .toList());
        Optional<Configuration> read = new ConfigurationReader(registry, collector).named(sections);
        collector.raise();
        StudyVariant alone = new StudyVariant(variant, stored.place(), read.orElseThrow());
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
                KeptWeights.SELECTED,
                false,
                List.of(),
                StudyQuestions.NONE,
                List.of(),
                StartSources.NONE);
    }

    private static Set<SeedVariation> vary(MappingNode stored) {
        return stored.get(Configuration.VARY)
                .map(node -> (List<?>) node.plain())
                .map(words -> Stream.of(SeedVariation.values())
                        .filter(variation -> words.contains(variation.word()))
                        .collect(Collectors.toSet()))
                .orElse(SeedVariation.USUAL);
    }
}
