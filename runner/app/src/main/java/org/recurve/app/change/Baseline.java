package org.recurve.app.change;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.app.yaml.YamlNode.MappingNode;

/**
 * The file with what was changed of it as a whole.
 *
 * @param changes of the quick form and the command line, applied in order, named values first
 */
public record Baseline(FileAssembly assembly, DeltaList deltas, List<DeltaChange> changes) {
    public Baseline {
        changes = List.copyOf(changes);
    }

    /** In normal form; empty, with the reasons reported, if something is wrong. */
    public Optional<MappingNode> file() {
        return file(List.of());
    }

    /** Returns the same where named values are changed too. */
    public Optional<MappingNode> file(List<DeltaChange> lets) {
        List<DeltaChange> values = Stream.concat(changes.stream().filter(Variables::isChangedBy), lets.stream())
                .toList();
        List<DeltaChange> others = changes.stream()
                .filter(change -> !Variables.isChangedBy(change))
                .toList();
        return assembly.resolve(values).map(file -> deltas.apply(file, others));
    }
}
