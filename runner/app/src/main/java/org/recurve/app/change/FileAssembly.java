package org.recurve.app.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.recurve.app.configuration.ConfigurationReader;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.document.SourceDocument;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;

/**
 * Puts a file together with those it extends: named values replaced, defaults filled in, every part named. A section of a
 * file stands instead of the extended file's; {@code change} is applied to what was extended.
 */
public final class FileAssembly {
    private final List<SourceDocument> chain;
    private final ConfigurationReader configurations;
    private final DeltaReader reader;
    private final DeltaList list;
    private final ProblemCollector collector;

    /**
     * Returns an assembly of these.
     *
     * @param chain the file first, then what it extends
     */
    public FileAssembly(
            List<SourceDocument> chain,
            ConfigurationReader configurations,
            DeltaReader reader,
            DeltaList list,
            ProblemCollector collector) {
        this.chain = List.copyOf(chain);
        this.configurations = configurations;
        this.reader = reader;
        this.list = list;
        this.collector = collector;
    }

    /** Returns the sections as they stand, those of extended files included, to be checked where nothing can be resolved. */
    public MappingNode unresolved() {
        MappingNode all = chain.getLast().root();
        for (int i = chain.size() - 2; i >= 0; i--) {
            all = over(all, chain.get(i).root());
        }
        return all;
    }

    /** Returns the whole file in normal form, with named values changed; empty, with the reasons reported, if something is wrong. */
    public Optional<MappingNode> resolve(List<DeltaChange> lets) {
        return resolve(0, lets().with(lets));
    }

    private Variables lets() {
        MappingNode none = new MappingNode(chain.getLast().root().place(), List.of());
        Variables variables = new Variables(none, collector);
        for (SourceDocument document : chain.reversed()) {
            MappingNode own = Variables.of(document.root(), collector).named();
            List<DeltaChange> changed = changes(document.root(), Variables::isChangedBy);
            variables = new Variables(over(variables.named(), own), collector).with(changed);
        }
        return variables;
    }

    private Optional<MappingNode> resolve(int index, Variables variables) {
        MappingNode root = variables.resolve(chain.get(index).root());
        if (index == chain.size() - 1) {
            root.entry(FileSection.CHANGE.key())
                    .ifPresent(change -> collector.add(
                            change.place(),
                            change.key(),
                            "change says what differs from an extended file; name that file: extends: FILE"));
            return named(root);
        }
        List<DeltaChange> changes = changes(root, change -> !Variables.isChangedBy(change));
        return resolve(index + 1, variables)
                .map(base -> list.apply(base, changes))
                .map(base -> over(base, root))
                .flatMap(this::named);
    }

    private List<DeltaChange> changes(MappingNode root, Predicate<DeltaChange> which) {
        return root.get(FileSection.CHANGE.key()).map(node -> reader.read(node, FileSection.CHANGE.key())).stream()
                .flatMap(List::stream)
                .filter(which)
                .toList();
    }

    private Optional<MappingNode> named(MappingNode root) {
        return configurations.named(root).map(configuration -> over(root, configuration.normal()));
    }

    /** Returns all entries of both; where both have one, that of {@code above}. */
    static MappingNode over(MappingNode below, MappingNode above) {
        List<MappingEntry> entries = new ArrayList<>();
        Map<String, MappingEntry> instead = above.byKey();
        Map<String, MappingEntry> there = below.byKey();
        below.entries().forEach(e -> entries.add(instead.getOrDefault(e.key(), e)));
        above.entries().stream().filter(e -> !there.containsKey(e.key())).forEach(entries::add);
        return new MappingNode(above.place(), entries);
    }
}
