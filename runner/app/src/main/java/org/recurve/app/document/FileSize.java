package org.recurve.app.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.document.FileLimits.Limit;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Counts the values of a file as they would be once {@code let} and {@code times} have repeated them.
 *
 * @param lets the sizes of named values
 */
public record FileSize(Map<String, Long> lets) {
    private static final String TIMES = "times";

    /** Returns whether the files are of a size that can be worked with; if not, that is reported. */
    public static boolean isAllowed(List<SourceDocument> chain, FileLimits limits, ProblemCollector collector) {
        FileSize plain = new FileSize(Map.of());
        Map<String, Long> lets = new HashMap<>();
        for (SourceDocument document : chain) {
            if (document.root().get(FileSection.LET.key()).orElse(document.root()) instanceof MappingNode named) {
                named.entries().forEach(e -> lets.merge(e.key(), plain.of(e.value()), Math::max));
            }
        }
        FileSize size = new FileSize(lets);
        long all = chain.stream().mapToLong(d -> size.of(d.root())).reduce(0, FileLimits::plus);
        SourcePosition position = chain.getFirst().root().place();
        boolean small = limits.allow(Limit.VALUES, all, position, "", collector);
        for (SourceDocument document : chain) {
            Optional<MappingEntry> model = document.root().entry(FileSection.MODEL.key());
            long layers = model.map(e -> size.layers(e.value())).orElse(0L);
            small &= limits.allow(
                    Limit.LAYERS,
                    layers,
                    model.map(MappingEntry::place).orElse(position),
                    FileSection.MODEL.key(),
                    collector);
        }
        return small;
    }

    private long of(YamlNode node) {
        return switch (node) {
            case ScalarNode scalarNode ->
                scalarNode
                        .text()
                        .filter(text -> text.startsWith("$"))
                        .map(text -> lets.getOrDefault(text.substring(1), 1L))
                        .orElse(1L);
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream().mapToLong(this::of).reduce(1, FileLimits::plus);
            case MappingNode mappingNode -> {
                long inside = mappingNode.entries().stream()
                        .mapToLong(e -> of(e.value()))
                        .reduce(1, FileLimits::plus);
                yield FileLimits.times(times(mappingNode), inside);
            }
            case ReferenceNode referenceNode -> of(referenceNode.settings());
        };
    }

    /** At least so many layers: the items of lists, as often as {@code times} says. */
    private long layers(YamlNode node) {
        return switch (node) {
            case ScalarNode _ -> 0;
            case SequenceNode sequenceNode ->
                sequenceNode.items().stream()
                        .mapToLong(item -> item instanceof ScalarNode scalarNode && scalarNode.plain() instanceof Number
                                ? 0 // an extent
                                : Math.max(1, layers(item)))
                        .reduce(0, FileLimits::plus);
            case MappingNode mappingNode -> {
                long inside = mappingNode.entries().stream()
                        .mapToLong(e -> layers(e.value()))
                        .reduce(0, FileLimits::plus);
                yield FileLimits.times(times(mappingNode), Math.max(times(mappingNode) > 1 ? 1 : 0, inside));
            }
            case ReferenceNode referenceNode -> layers(referenceNode.settings());
        };
    }

    private long times(MappingNode mappingNode) {
        Optional<Object> times =
                mappingNode.get(TIMES).flatMap(n -> n instanceof ScalarNode s ? s.value() : Optional.empty());
        return times.filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(n -> n > 0)
                .orElse(1L);
    }
}
