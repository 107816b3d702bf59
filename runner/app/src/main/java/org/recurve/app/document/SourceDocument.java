package org.recurve.app.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.app.configuration.FileSection;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlReader;

/**
 * A file as it was read, before anything in it is understood.
 *
 * @param source as the user named it, or beside the file that extends it
 */
public record SourceDocument(String source, String text, MappingNode root) {
    private static final int MOST = 20;

    /** Returns the file and those it extends, itself first; empty, with the reasons reported, if one cannot be had. */
    public static List<SourceDocument> chain(String source, String text, ProblemCollector collector) {
        List<SourceDocument> chain = new ArrayList<>();
        Optional<SourceDocument> next = read(source, text, collector);
        while (next.isPresent()) {
            SourceDocument document = next.get();
            chain.add(document);
            Optional<YamlNode> base = document.root.get(FileSection.EXTENDS.key());
            if (base.isEmpty()) {
                return chain;
            }
            next = base(document, base.get(), chain, collector);
        }
        return List.of();
    }

    /** Reads one file, whatever it extends; empty, with the reason reported, if it has no sections. */
    static Optional<SourceDocument> read(String source, String text, ProblemCollector collector) {
        YamlNode root = YamlReader.file(source, text, collector);
        if (root instanceof MappingNode node) {
            return Optional.of(new SourceDocument(source, text, node));
        }
        collector.add(
                root.place(),
                "",
                "expected the sections of an experiment, found " + root.described(),
                "sections: " + String.join(", ", FileSection.keys()));
        return Optional.empty();
    }

    private static Optional<SourceDocument> base(
            SourceDocument from, YamlNode base, List<SourceDocument> chain, ProblemCollector collector) {
        String path = FileSection.EXTENDS.key();
        if (!(base instanceof ScalarNode scalarNode) || scalarNode.text().isEmpty()) {
            collector.add(base.place(), path, "expected the file to extend, found " + base.described());
            return Optional.empty();
        }
        Path file = Path.of(from.source).resolveSibling(scalarNode.text().get());
        List<Path> before = chain.stream().map(d -> whole(Path.of(d.source))).toList();
        if (before.contains(whole(file))) {
            String circle = chain.stream()
                    .skip(before.indexOf(whole(file)))
                    .map(SourceDocument::source)
                    .collect(Collectors.joining(" extends "));
            collector.add(
                    base.place(), path, "these files extend each other in a circle: " + circle + " extends " + file);
            return Optional.empty();
        }
        if (chain.size() > MOST) {
            collector.add(base.place(), path, "more than " + MOST + " files extend one another here");
            return Optional.empty();
        }
        try {
            return read(file.toString(), FileText.read(file), collector);
        } catch (FileText.Unreadable e) {
            collector.add(base.place(), path, "cannot extend " + file + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
