package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;

/**
 * Puts a file together with those it extends: named values replaced, defaults filled in, every part named. A section of a
 * file stands instead of the extended file's; {@code change} is applied to what was extended.
 */
final class Assembly {
    private final List<Document> chain;
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final Deltas deltas;
    private final Problems problems;

    /**
     * An assembly of these.
     *
     * @param chain the file first, then what it extends
     */
    Assembly(
            List<Document> chain,
            ConfigurationReader configurations,
            DeltaReader reader,
            Deltas deltas,
            Problems problems) {
        this.chain = List.copyOf(chain);
        this.configurations = configurations;
        this.reader = reader;
        this.deltas = deltas;
        this.problems = problems;
    }

    /** The sections as they stand, those of extended files included, to be checked where nothing can be resolved. */
    Mapping unresolved() {
        Mapping all = chain.getLast().root();
        for (int i = chain.size() - 2; i >= 0; i--) {
            all = over(all, chain.get(i).root());
        }
        return all;
    }

    /** The whole file in normal form, with named values changed; empty, with the reasons reported, if something is wrong. */
    Optional<Mapping> resolve(List<Change> lets) {
        return resolve(0, lets().with(lets));
    }

    private Lets lets() {
        Mapping none = new Mapping(chain.getLast().root().place(), List.of());
        Lets lets = new Lets(none, problems);
        for (Document document : chain.reversed()) {
            Mapping own = Lets.of(document.root(), problems).named();
            List<Change> changed = changes(document.root(), Lets::isChangedBy);
            lets = new Lets(over(lets.named(), own), problems).with(changed);
        }
        return lets;
    }

    private Optional<Mapping> resolve(int index, Lets lets) {
        Mapping root = lets.resolve(chain.get(index).root());
        if (index == chain.size() - 1) {
            root.entry(Section.CHANGE.key())
                    .ifPresent(change -> problems.add(
                            change.place(),
                            change.key(),
                            "change says what differs from an extended file; name that file: extends: FILE"));
            return named(root);
        }
        List<Change> changes = changes(root, change -> !Lets.isChangedBy(change));
        return resolve(index + 1, lets)
                .map(base -> deltas.apply(base, changes))
                .map(base -> over(base, root))
                .flatMap(this::named);
    }

    private List<Change> changes(Mapping root, Predicate<Change> which) {
        return root.get(Section.CHANGE.key()).map(node -> reader.read(node, Section.CHANGE.key())).stream()
                .flatMap(List::stream)
                .filter(which)
                .toList();
    }

    private Optional<Mapping> named(Mapping root) {
        return configurations.named(root).map(configuration -> over(root, configuration.normal()));
    }

    /** All entries of both; where both have one, that of {@code above}. */
    static Mapping over(Mapping below, Mapping above) {
        List<Entry> entries = new ArrayList<>();
        Map<String, Entry> instead = above.byKey();
        Map<String, Entry> there = below.byKey();
        below.entries().forEach(e -> entries.add(instead.getOrDefault(e.key(), e)));
        above.entries().stream().filter(e -> !there.containsKey(e.key())).forEach(entries::add);
        return new Mapping(above.place(), entries);
    }
}
