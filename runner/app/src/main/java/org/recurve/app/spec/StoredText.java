package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.YamlReader;

/**
 * All that a study was read from, in one text: the experiment file, the files it extends, and what the command line
 * changed, each but the first behind a line that names it.
 *
 * @param chain the file first, then what it extends
 */
record StoredText(List<Document> chain, Overrides overrides) {
    private static final String COMMAND_LINE = "the command line";
    private static final Pattern NEXT = Pattern.compile("\n--- # (.*)\n");

    StoredText {
        chain = List.copyOf(chain);
    }

    /** The text; that of the file alone, if it is all there is. */
    String text() {
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
    static StoredText read(String source, String text, Problems problems) {
        List<Document> chain = new ArrayList<>();
        Overrides overrides = Overrides.NONE;
        Matcher next = NEXT.matcher(text);
        String name = source;
        int start = 0;
        boolean more;
        do {
            more = next.find(start);
            String part = text.substring(start, more ? next.start() : text.length());
            if (name.equals(COMMAND_LINE)) {
                overrides = Overrides.of((Mapping) YamlReader.value(name, part, problems));
            } else {
                Document.read(name, part, problems).ifPresent(chain::add);
            }
            if (more) {
                name = next.group(1);
                start = next.end();
            }
        } while (more);
        return new StoredText(chain, overrides);
    }
}
