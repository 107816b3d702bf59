package org.recurve.app.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.recurve.api.data.Data;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.Problems;
import org.recurve.app.yaml.Node;
import org.recurve.app.yaml.Node.Entry;
import org.recurve.app.yaml.Node.Mapping;
import org.recurve.app.yaml.Node.Scalar;

/** The order of phases. A map has none once it is stored, so each phase is told its turn. */
record Turns(Problems problems) {
    private static final String TURN = "turn";
    private static final Set<String> SPLITS = Set.of(Data.TRAIN, Data.VALIDATION, Data.TEST);

    /** The section with a turn in each phase: the given one, else its place in the file. */
    Entry given(Entry section) {
        if (!(section.value() instanceof Mapping phases)) {
            return section;
        }
        if (phases.entries().isEmpty()) {
            problems.add(section.place(), section.key(), "there is no phase here; name one, or leave the section away");
        }
        Map<Object, String> taken = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Entry phase : phases.entries()) {
            name(phase, section.key());
            Entry turned = turned(phase, entries.size() + 1);
            entries.add(turned);
            turn(turned)
                    .map(Node::plain)
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
        return new Entry(section.key(), section.place(), new Mapping(phases.place(), entries));
    }

    /** Metrics begin with it, so it must not look like a split. */
    private void name(Entry phase, String section) {
        if (!Identifier.isName(phase.key()) || SPLITS.contains(phase.key())) {
            problems.add(
                    phase.place(),
                    section + "." + phase.key(),
                    "\"" + phase.key() + "\" is no name of a phase; use " + Identifier.NAME_RULE
                            + ", and no split's name");
        }
    }

    private static Entry turned(Entry phase, int turn) {
        if (!(phase.value() instanceof Mapping settings) || settings.get(TURN).isPresent()) {
            return phase;
        }
        List<Entry> entries = new ArrayList<>(settings.entries());
        entries.add(new Entry(TURN, phase.place(), Scalar.of(phase.place(), (long) turn)));
        return new Entry(phase.key(), phase.place(), new Mapping(settings.place(), entries));
    }

    private static Stream<Node> turn(Entry phase) {
        return phase.value() instanceof Mapping settings ? settings.get(TURN).stream() : Stream.empty();
    }
}
