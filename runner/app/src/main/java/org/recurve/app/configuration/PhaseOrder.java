package org.recurve.app.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.yaml.YamlNode;
import org.recurve.app.yaml.YamlNode.MappingEntry;
import org.recurve.app.yaml.YamlNode.MappingNode;
import org.recurve.app.yaml.YamlNode.ScalarNode;

/** The order of phases. A map has none once it is stored, so each phase is told its turn. */
record PhaseOrder(ProblemCollector problems) {
    private static final String TURN = "turn";

    /** Returns the section with a turn in each phase: the given one, else its place in the file. */
    MappingEntry given(MappingEntry section) {
        if (!(section.value() instanceof MappingNode phases)) {
            return section;
        }
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
        return new MappingEntry(section.key(), section.place(), new MappingNode(phases.place(), entries));
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
