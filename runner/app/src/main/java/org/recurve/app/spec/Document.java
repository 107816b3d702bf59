package org.recurve.app.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;
import org.recurve.app.yaml.YamlReader;

/**
 * A file as it was read, before anything in it is understood.
 *
 * @param source as the user named it, or beside the file that extends it
 */
record Document(String source, String text, Mapping root) {
    private static final int MOST = 20;

    /** The file and those it extends, itself first; empty, with the reasons reported, if one cannot be had. */
    static List<Document> chain(String source, String text, Problems problems) {
        List<Document> chain = new ArrayList<>();
        Optional<Document> next = read(source, text, problems);
        while (next.isPresent()) {
            Document document = next.get();
            chain.add(document);
            Optional<Node> base = document.root.get(Section.EXTENDS.key());
            if (base.isEmpty()) {
                return chain;
            }
            next = base(document, base.get(), chain, problems);
        }
        return List.of();
    }

    /** One file, whatever it extends; empty, with the reason reported, if it has no sections. */
    static Optional<Document> read(String source, String text, Problems problems) {
        Node root = YamlReader.file(source, text, problems);
        if (root instanceof Mapping mapping) {
            return Optional.of(new Document(source, text, mapping));
        }
        problems.add(
                root.place(),
                "",
                "expected the sections of an experiment, found " + root.described(),
                "sections: " + String.join(", ", Section.keys()));
        return Optional.empty();
    }

    private static Optional<Document> base(Document from, Node base, List<Document> chain, Problems problems) {
        String path = Section.EXTENDS.key();
        if (!(base instanceof Scalar scalar) || scalar.text().isEmpty()) {
            problems.add(base.place(), path, "expected the file to extend, found " + base.described());
            return Optional.empty();
        }
        Path file = Path.of(from.source).resolveSibling(scalar.text().get());
        List<Path> before = chain.stream().map(d -> whole(Path.of(d.source))).toList();
        if (before.contains(whole(file))) {
            String circle = chain.stream()
                    .skip(before.indexOf(whole(file)))
                    .map(Document::source)
                    .collect(Collectors.joining(" extends "));
            problems.add(
                    base.place(), path, "these files extend each other in a circle: " + circle + " extends " + file);
            return Optional.empty();
        }
        if (chain.size() > MOST) {
            problems.add(base.place(), path, "more than " + MOST + " files extend one another here");
            return Optional.empty();
        }
        try {
            return read(file.toString(), FileText.read(file), problems);
        } catch (FileText.Unreadable e) {
            problems.add(base.place(), path, "cannot extend " + file + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Path whole(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
