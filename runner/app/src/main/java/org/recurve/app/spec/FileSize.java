package org.recurve.app.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.problem.Place;
import org.recurve.app.problem.Problems;
import org.recurve.app.spec.FileLimits.Limit;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Reference;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.Node.Sequence;

/**
 * Counts the values of a file as they would be once {@code let} and {@code times} have repeated them.
 *
 * @param lets the sizes of named values
 */
record FileSize(Map<String, Long> lets) {
    private static final String TIMES = "times";

    /** Whether the files are of a size that can be worked with; if not, that is reported. */
    static boolean isAllowed(List<Document> chain, FileLimits limits, Problems problems) {
        FileSize plain = new FileSize(Map.of());
        Map<String, Long> lets = new HashMap<>();
        for (Document document : chain) {
            if (document.root().get(Section.LET.key()).orElse(document.root()) instanceof Mapping named) {
                named.entries().forEach(e -> lets.merge(e.key(), plain.of(e.value()), Math::max));
            }
        }
        FileSize size = new FileSize(lets);
        long all = chain.stream().mapToLong(d -> size.of(d.root())).reduce(0, FileLimits::plus);
        Place place = chain.getFirst().root().place();
        boolean small = limits.allow(Limit.VALUES, all, place, "", problems);
        for (Document document : chain) {
            Optional<Entry> model = document.root().entry(Section.MODEL.key());
            long layers = model.map(e -> size.layers(e.value())).orElse(0L);
            small &= limits.allow(
                    Limit.LAYERS, layers, model.map(Entry::place).orElse(place), Section.MODEL.key(), problems);
        }
        return small;
    }

    private long of(Node node) {
        return switch (node) {
            case Scalar scalar ->
                scalar.text()
                        .filter(text -> text.startsWith("$"))
                        .map(text -> lets.getOrDefault(text.substring(1), 1L))
                        .orElse(1L);
            case Sequence sequence ->
                sequence.items().stream().mapToLong(this::of).reduce(1, FileLimits::plus);
            case Mapping mapping -> {
                long inside =
                        mapping.entries().stream().mapToLong(e -> of(e.value())).reduce(1, FileLimits::plus);
                yield FileLimits.times(times(mapping), inside);
            }
            case Reference reference -> of(reference.settings());
        };
    }

    /** At least so many layers: the items of lists, as often as {@code times} says. */
    private long layers(Node node) {
        return switch (node) {
            case Scalar _ -> 0;
            case Sequence sequence ->
                sequence.items().stream()
                        .mapToLong(item -> item instanceof Scalar scalar && scalar.plain() instanceof Number
                                ? 0 // an extent
                                : Math.max(1, layers(item)))
                        .reduce(0, FileLimits::plus);
            case Mapping mapping -> {
                long inside = mapping.entries().stream()
                        .mapToLong(e -> layers(e.value()))
                        .reduce(0, FileLimits::plus);
                yield FileLimits.times(times(mapping), Math.max(times(mapping) > 1 ? 1 : 0, inside));
            }
            case Reference reference -> layers(reference.settings());
        };
    }

    private long times(Mapping mapping) {
        Optional<Object> times = mapping.get(TIMES).flatMap(n -> n instanceof Scalar s ? s.value() : Optional.empty());
        return times.filter(Long.class::isInstance)
                .map(Long.class::cast)
                .filter(n -> n > 0)
                .orElse(1L);
    }
}
