package org.recurve.app.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ReferenceNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;
import org.recurve.app.yaml.YamlNode.SequenceNode;

/**
 * Reads the order of phases. A file lists them; a stored configuration is a map without an order, in which each phase has its
 * turn. Both become such a map here, so that paths, identities and stored trials are the same for either.
 */
record PhaseOrder(ProblemCollector problems) {
    private static final String TURN = "turn";
    private static final String NAME = "name";
    private static final String EXAMPLE = "[{name: pretrain, epochs: 5}, {name: fine-tune}]";

    /** Returns the section as a map with a turn in each phase; empty, with the reasons reported, if it is neither list nor map. */
    Optional<MappingEntry> given(MappingEntry section) {
        Optional<MappingNode> phases = switch (section.value()) {
            case MappingNode map -> Optional.of(map);
            case SequenceNode list -> Optional.of(byName(list, section.key()));
            case ScalarNode scalar -> {
                problems.add(
                        scalar.place(),
                        section.key(),
                        "expected a list of phases, such as " + EXAMPLE + ", found " + scalar.described());
                yield Optional.empty();
            }
            case ReferenceNode reference -> Optional.of(reference.settings());
        };
        return phases.map(map ->
                new MappingEntry(section.key(), section.place(), new MappingNode(map.place(), turned(map, section))));
    }

    /** Returns what to write instead of the old form, a map; empty if the file has a list, or no phases. */
    static Optional<String> advice(MappingNode file) {
        return file.entry(FileSection.PHASES.key())
                .filter(section -> section.value() instanceof MappingNode)
                .map(section -> section.place() + "  " + section.key()
                        + ": a map of phases is the old form, which the next"
                        + " release does not read; write a list in which each phase has a name, such as " + EXAMPLE);
    }

    private List<MappingEntry> turned(MappingNode phases, MappingEntry section) {
        if (phases.entries().isEmpty()) {
            problems.add(section.place(), section.key(), "there are no phases here; name one, or remove the section");
        }
        Map<Object, String> taken = new TreeMap<>();
        List<MappingEntry> entries = new ArrayList<>();
        for (MappingEntry phase : phases.entries()) {
            name(phase, section.key());
            MappingEntry turned = turned(phase, entries.size() + 1);
            entries.add(turned);
            turn(turned)
                    .map(YamlNode::plain)
                    .filter(Long.class::isInstance)
                    .findFirst()
                    .ifPresent(turn -> {
                        String other = taken.putIfAbsent(turn, phase.key());
                        if (other != null) {
                            problems.add(
                                    phase.place(),
                                    section.key() + "." + phase.key(),
                                    "this phase has the turn " + turn + ", as " + other + " has; count them from 1 on");
                        }
                    });
        }
        return entries;
    }

    private MappingNode byName(SequenceNode list, String section) {
        List<MappingEntry> phases = new ArrayList<>();
        for (YamlNode item : list.items()) {
            Optional<ScalarNode> name = name(item);
            if (name.isEmpty()) {
                problems.add(
                        item.place(),
                        section,
                        "expected a phase with its name, such as {name: pretrain, epochs: 5}, found "
                                + item.described());
                continue;
            }
            String key = name.get().text().orElseThrow();
            SourcePosition position = name.get().place();
            if (phases.stream().anyMatch(phase -> phase.key().equals(key))) {
                problems.add(position, section + "." + key, "there are two phases named \"" + key + "\"; rename one");
                continue;
            }
            MappingNode settings = (MappingNode) item;
            settings.entry(TURN)
                    .ifPresent(turn -> problems.add(
                            turn.place(),
                            section + "." + key + "." + TURN,
                            "phases run in the order of the list; remove \"" + TURN
                                    + "\", and move the phase instead"));
            phases.add(new MappingEntry(
                    key,
                    position,
                    new MappingNode(
                            settings.place(),
                            settings.entries().stream()
                                    .filter(entry -> !List.of(NAME, TURN).contains(entry.key()))
                                    .toList())));
        }
        return new MappingNode(list.place(), phases);
    }

    private static Optional<ScalarNode> name(YamlNode phase) {
        return phase instanceof MappingNode settings
                        && settings.get(NAME).orElse(settings) instanceof ScalarNode name
                        && name.text().isPresent()
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Metrics begin with it, so it must not look like a split. */
    private void name(MappingEntry phase, String section) {
        if (!Identifier.isName(phase.key()) || Data.SPLITS.contains(phase.key())) {
            problems.add(
                    phase.place(),
                    section + "." + phase.key(),
                    "\"" + phase.key() + "\" is not a name of a phase; use " + Identifier.NAME_RULE
                            + ", and no split's name");
        }
    }

    private static MappingEntry turned(MappingEntry phase, int turn) {
        if (!(phase.value() instanceof MappingNode settings)
                || settings.get(TURN).isPresent()) {
            return phase;
        }
        List<MappingEntry> entries = new ArrayList<>(settings.entries());
        entries.add(new MappingEntry(TURN, phase.place(), ScalarNode.of(phase.place(), (long) turn)));
        return new MappingEntry(phase.key(), phase.place(), new MappingNode(settings.place(), entries));
    }

    private static Stream<YamlNode> turn(MappingEntry phase) {
        return phase.value() instanceof MappingNode settings ? settings.get(TURN).stream() : Stream.empty();
    }
}
