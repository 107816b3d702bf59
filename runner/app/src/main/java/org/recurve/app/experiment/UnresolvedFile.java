package org.recurve.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.app.binding.ConfigSetting;
import org.recurve.app.change.DeltaChange;
import org.recurve.app.change.DeltaReader;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.configuration.TrialSections;
import org.recurve.app.document.FileLimits;
import org.recurve.app.plugins.PluginProvider;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.NearestName;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;

/**
 * Looks for mistakes in what a file changes, where its baseline has mistakes of its own and nothing can be applied to it: the
 * user hears of both at once.
 *
 * @param parts names of the parts that the model has in any case; empty if they are not known
 */
record UnresolvedFile(
        MappingNode file,
        Set<String> parts,
        PluginRegistry registry,
        DeltaReader deltas,
        SpaceReader spaces,
        FileLimits limits,
        ProblemCollector problems) {

    void check() {
        delta(FileSection.QUICK);
        delta(FileSection.CHANGE);
        AblationReader reader = new AblationReader(limits, problems);
        reader.of(file).forEach(entry -> delta(entry.value(), FileSection.ABLATE.key() + "." + entry.key()));
        reader.tasks(file).forEach(entry -> delta(entry.value(), FileSection.TASKS.key() + "." + entry.key()));
        spaces.points(file).stream()
                .flatMap(point -> point.settings().stream())
                .forEach(setting -> path(setting.key(), setting.place()));
        spaces.tuned(file)
                .flatMap(tuneSettings ->
                        tuneSettings.over() instanceof MappingNode over ? Optional.of(over) : Optional.empty())
                .flatMap(over -> spaces.space(over, FileSection.TUNE))
                .ifPresent(space -> space.dimensions().forEach(dimension -> path(dimension.path(), dimension.place())));
    }

    private void delta(FileSection section) {
        file.entry(section.key()).map(MappingEntry::value).ifPresent(node -> delta(node, section.key()));
    }

    private void delta(YamlNode node, String path) {
        for (DeltaChange change : deltas.read(node, path)) {
            path(change.path(), change.place());
            if (change instanceof DeltaChange.SwapPlugin swapPlugin) {
                plugin(swapPlugin);
            }
            problems.raiseIfMany();
        }
    }

    private void plugin(DeltaChange.SwapPlugin swapPlugin) {
        List<String> ids =
                registry.providers().stream().map(PluginProvider::id).distinct().toList();
        if (!ids.contains(swapPlugin.id())) {
            problems.add(
                    swapPlugin.place(),
                    swapPlugin.path(),
                    "there is no plugin \"" + swapPlugin.id() + "\"." + NearestName.question(swapPlugin.id(), ids));
        }
    }

    /** As far as it is known where nothing is bound: the part or section, and the settings of train. */
    private void path(String path, SourcePosition position) {
        String[] segments = path.split("\\.", -1);
        Optional<FileSection> section = FileSection.of(segments[0]);
        if (!parts.isEmpty() && section.isEmpty() && !segments[0].equals("*") && !parts.contains(segments[0])) {
            List<String> all = new ArrayList<>(parts);
            all.addAll(FileSection.keys());
            problems.add(
                    position,
                    path,
                    "there is no part or section \"" + segments[0] + "\"." + NearestName.question(segments[0], all),
                    "parts: " + String.join(", ", parts));
        }
        List<String> settings = ConfigSetting.names(TrialSections.TrainSection.class);
        boolean ofTrain = section.equals(Optional.of(FileSection.TRAIN)) && segments.length > 1;
        if (ofTrain && !segments[1].equals("*") && !settings.contains(segments[1])) {
            problems.add(
                    position,
                    path,
                    "train has no setting \"" + segments[1] + "\"." + NearestName.question(segments[1], settings),
                    "settings of train: " + String.join(", ", settings));
        }
    }
}
