package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.recurve.app.binding.Setting;
import org.recurve.app.plugins.Provider;
import org.recurve.app.plugins.Registry;
import org.recurve.app.problem.Nearest;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;

/**
 * Looks for mistakes in what a file changes, where its baseline has mistakes of its own and nothing can be applied to it: the
 * user hears of both at once.
 *
 * @param parts names of the parts that the model has in any case; empty if they are not known
 */
record UnresolvedFile(
        Mapping file,
        Set<String> parts,
        Registry registry,
        DeltaReader deltas,
        SpaceReader spaces,
        FileLimits limits,
        Problems problems) {

    void check() {
        delta(Section.QUICK);
        delta(Section.CHANGE);
        Ablations ablations = new Ablations(limits, problems);
        ablations.of(file).forEach(entry -> delta(entry.value(), Section.ABLATE.key() + "." + entry.key()));
        ablations.tasks(file).forEach(entry -> delta(entry.value(), Section.TASKS.key() + "." + entry.key()));
        spaces.points(file).stream()
                .flatMap(point -> point.settings().stream())
                .forEach(setting -> path(setting.key(), setting.place()));
        spaces.tuned(file)
                .flatMap(tuned -> tuned.over() instanceof Mapping over ? Optional.of(over) : Optional.empty())
                .flatMap(over -> spaces.space(over, Section.TUNE))
                .ifPresent(space -> space.dimensions().forEach(dimension -> path(dimension.path(), dimension.place())));
    }

    private void delta(Section section) {
        file.entry(section.key()).map(Entry::value).ifPresent(node -> delta(node, section.key()));
    }

    private void delta(Node node, String path) {
        for (Change change : deltas.read(node, path)) {
            path(change.path(), change.place());
            if (change instanceof Change.Swap swap) {
                plugin(swap);
            }
            problems.raiseIfMany();
        }
    }

    private void plugin(Change.Swap swap) {
        List<String> ids =
                registry.providers().stream().map(Provider::id).distinct().toList();
        if (!ids.contains(swap.id())) {
            problems.add(
                    swap.place(),
                    swap.path(),
                    "there is no plugin \"" + swap.id() + "\"." + Nearest.question(swap.id(), ids));
        }
    }

    /** As far as it is known where nothing is bound: the part or section, and the settings of train. */
    private void path(String path, Place place) {
        String[] segments = path.split("\\.", -1);
        Optional<Section> section = Section.of(segments[0]);
        if (!parts.isEmpty() && section.isEmpty() && !segments[0].equals("*") && !parts.contains(segments[0])) {
            List<String> all = new ArrayList<>(parts);
            all.addAll(Section.keys());
            problems.add(
                    place,
                    path,
                    "there is no part or section \"" + segments[0] + "\"." + Nearest.question(segments[0], all),
                    "parts: " + String.join(", ", parts));
        }
        List<String> settings = Setting.names(Sections.Train.class);
        boolean ofTrain = section.equals(Optional.of(Section.TRAIN)) && segments.length > 1;
        if (ofTrain && !segments[1].equals("*") && !settings.contains(segments[1])) {
            problems.add(
                    place,
                    path,
                    "train has no setting \"" + segments[1] + "\"." + Nearest.question(segments[1], settings),
                    "settings of train: " + String.join(", ", settings));
        }
    }
}
