package org.recurve.app.spec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.recurve.app.yaml.Node.Mapping;

/**
 * The file with what was changed of it as a whole.
 *
 * @param changes of the quick form and the command line, applied in order, named values first
 */
record Baseline(Assembly assembly, Deltas deltas, List<Change> changes) {
    Baseline {
        changes = List.copyOf(changes);
    }

    /** In normal form; empty, with the reasons reported, if something is wrong. */
    Optional<Mapping> file() {
        return file(List.of());
    }

    /** The same where named values are changed too. */
    Optional<Mapping> file(List<Change> lets) {
        List<Change> values = Stream.concat(changes.stream().filter(Lets::isChangedBy), lets.stream())
                .toList();
        List<Change> others =
                changes.stream().filter(change -> !Lets.isChangedBy(change)).toList();
        return assembly.resolve(values).map(file -> deltas.apply(file, others));
    }
}
