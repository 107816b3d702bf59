package org.recurve.app.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.problem.UserError;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.Event.ID;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into nodes. Anchors, aliases, tags and duplicate keys are refused, and so are documents
 * that are larger or deeper than any experiment: a file says what it says, and nothing more than it shows.
 */
public final class YamlReader {
    private static final int CHARACTERS = 1 << 20;
    private static final int DEPTH = 50;

    private final String source;
    private final boolean lines;
    private final boolean tooLong;
    private final Iterator<Event> events;
    private final ProblemCollector collector;

    private YamlReader(String source, boolean lines, String text, ProblemCollector collector) {
        this.source = source;
        this.lines = lines;
        this.collector = collector;
        this.tooLong = text.length() > CHARACTERS;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(CHARACTERS)
                .setBufferSize(Math.max(1, text.length() + 1)) // a smaller one is copied again and again in long lines
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** Returns the document in a file's text; what does not even parse ends in a {@link UserError} at once. */
    public static YamlNode file(String source, String text, ProblemCollector collector) {
        return new YamlReader(source, true, text, collector).document();
    }

    /** Reads one value written elsewhere: on the command line, or in a plugin's annotation. */
    public static YamlNode value(String source, String text, ProblemCollector collector) {
        return new YamlReader(source, false, text, collector).document();
    }

    private YamlNode document() {
        if (tooLong) {
            throw new UserError(Problem.at(
                    start(), "", "this has more than " + CHARACTERS + " characters, and no experiment has so many"));
        }
        try {
            events.next(); // the stream begins
            if (events.next().getEventId() == ID.StreamEnd) {
                return new ScalarNode(start(), Optional.empty());
            }
            YamlNode root = node(events.next(), "", 0);
            events.next(); // the document ends
            Event end = events.next();
            if (end.getEventId() != ID.StreamEnd) {
                collector.add(place(end), "", "a second document begins here; put one study in one file");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            SourcePosition position = e.getProblemMark().map(this::place).orElse(start());
            String context = e.getContext() == null ? "" : " " + e.getContext();
            throw new UserError(Problem.at(position, "", "this is not YAML: " + e.getProblem() + context), e);
        } catch (YamlEngineException e) {
            throw new UserError(Problem.at(start(), "", "this is not YAML: " + e.getMessage()), e);
        }
    }

    private YamlNode node(Event event, String path, int depth) {
        if (depth > DEPTH) {
            throw new UserError(Problem.at(place(event), path, "nested more than " + DEPTH + " levels deep"));
        }
        refuse(event, path);
        return switch (event) {
            case ScalarEvent scalar ->
                new ScalarNode(
                        place(event),
                        scalar.isPlain() ? ScalarRules.meaning(scalar.getValue()) : Optional.of(scalar.getValue()));
            case CollectionStartEvent start when start.getEventId() == ID.SequenceStart -> sequence(start, path, depth);
            case CollectionStartEvent start -> mapping(start, path, depth);
            default -> new ScalarNode(place(event), Optional.empty());
        };
    }

    private SequenceNode sequence(Event start, String path, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != ID.SequenceEnd; event = events.next()) {
            items.add(node(event, path, depth + 1));
        }
        return new SequenceNode(place(start), items);
    }

    private MappingNode mapping(Event start, String path, int depth) {
        Map<String, MappingEntry> entries = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != ID.MappingEnd; event = events.next()) {
            refuse(event, path);
            if (event instanceof ScalarEvent key) {
                String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
                YamlNode value = node(events.next(), below, depth + 1);
                add(entries, new MappingEntry(key.getValue(), place(key), value), below);
            } else {
                collector.add(place(event), path, "a key is plain text, not a list or a map");
                node(event, path, depth + 1);
                node(events.next(), path, depth + 1);
            }
        }
        return new MappingNode(place(start), List.copyOf(entries.values()));
    }

    private void add(Map<String, MappingEntry> entries, MappingEntry entry, String path) {
        MappingEntry before = entries.putIfAbsent(entry.key(), entry);
        if (before != null) {
            SourcePosition first = before.place();
            collector.add(
                    entry.place(),
                    path,
                    "the key \"" + entry.key() + "\" appears twice; the first is in line " + first.line() + ":"
                            + first.column());
            collector.raiseIfMany();
        }
    }

    private void refuse(Event event, String path) {
        boolean anchored = event instanceof AliasEvent
                || event instanceof NodeEvent node && node.getAnchor().isPresent();
        if (anchored) {
            collector.add(place(event), path, "anchors and aliases are not part of the language; write the value out");
        }
        boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof CollectionStartEvent start && start.getTag().isPresent();
        if (tagged) {
            collector.add(place(event), path, "tags are not part of the language; leave it out");
        }
    }

    private SourcePosition place(Event event) {
        return event.getStartMark().map(this::place).orElse(start());
    }

    private SourcePosition place(Mark mark) {
        return lines ? new SourcePosition(source, mark.getLine() + 1, mark.getColumn() + 1) : start();
    }

    private SourcePosition start() {
        return lines ? new SourcePosition(source, 1, 1) : SourcePosition.of(source);
    }
}
