package org.recurve.app.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlReader;

/**
 * All that a study was read from, in one text: the experiment file, the files it extends, and what the command line
 * changed, each but the first behind a line that names it.
 *
 * @param chain the file first, then what it extends
 */
public record StoredText(List<SourceDocument> chain, Overrides overrides) {
    private static final String COMMAND_LINE = "the command line";
    private static final Pattern NEXT = Pattern.compile("\n--- # (.*)\n");

    public StoredText {
        chain = List.copyOf(chain);
    }

    /** Returns the text; that of the file alone, if it is all there is. */
    public String text() {
        StringBuilder text = new StringBuilder(chain.getFirst().text());
        chain.stream().skip(1).forEach(document -> add(document.source(), document.text(), text));
        if (!overrides.equals(Overrides.NONE)) {
            add(COMMAND_LINE, overrides.text(), text);
        }
        return text.toString();
    }

    private static void add(String source, String part, StringBuilder text) {
        text.append("\n--- # ").append(source).append('\n').append(part);
    }

    /**
     * Takes a text apart again.
     *
     * @param source what messages call the file
     */
    public static StoredText read(String source, String text, ProblemCollector collector) {
        List<SourceDocument> chain = new ArrayList<>();
        Overrides overrides = Overrides.NONE;
        Matcher next = NEXT.matcher(text);
        String name = source;
        int start = 0;
        boolean more;
        do {
            more = next.find(start);
            String part = text.substring(start, more ? next.start() : text.length());
            if (name.equals(COMMAND_LINE)) {
                overrides = Overrides.of((MappingNode) YamlReader.value(name, part, collector));
            } else {
                SourceDocument.read(name, part, collector).ifPresent(chain::add);
            }
            if (more) {
                name = next.group(1);
                start = next.end();
            }
        } while (more);
        return new StoredText(chain, overrides);
    }
}
