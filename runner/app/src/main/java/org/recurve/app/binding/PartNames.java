package org.recurve.app.binding;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.recurve.api.plugin.Identifier;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.SourcePosition;

/**
 * Hands out the names of one model's parts: the given name, or the plugin's id with its ordinal among all parts of that
 * id, in the order of the document. Names are unique in the whole model, so that one segment of a path finds a part.
 */
public final class PartNames {
    private final Set<String> reserved;
    private final boolean fixed;
    private final ProblemCollector collector;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private boolean doubtful;
    private final Set<String> used = new LinkedHashSet<>();

    private PartNames(Set<String> reserved, boolean fixed, ProblemCollector collector) {
        this.reserved = Set.copyOf(reserved);
        this.fixed = fixed;
        this.collector = collector;
    }

    /** For a model that names its parts now. */
    public static PartNames assigned(Set<String> reserved, ProblemCollector collector) {
        return new PartNames(reserved, false, collector);
    }

    /** For a changed model, whose names were fixed before the change: a new part must bring its name along. */
    public static PartNames fixed(Set<String> reserved, ProblemCollector collector) {
        return new PartNames(reserved, true, collector);
    }

    String name(String id, Optional<String> given, SourcePosition position) {
        int ordinal = ordinals.merge(id, 1, Integer::sum);
        String name = given.orElse(id + ordinal);
        if (given.isEmpty() && fixed) {
            collector.add(position, name, "an inserted layer needs a name; write \"name: …\" next to " + id);
        } else if (given.isPresent() && !Identifier.isName(name)) {
            collector.add(position, name, "\"" + name + "\" is not a name; use " + Identifier.NAME_RULE);
        } else if (reserved.contains(name)) {
            collector.add(position, name, "\"" + name + "\" is the name of a section, so no part can have it");
        } else if (!used.add(name)) {
            collector.add(position, name, "two parts are named \"" + name + "\"; give one of them another name");
        }
        return name;
    }

    /** Returns the names of all parts so far, in the order in which they were met. */
    public Set<String> all() {
        return Collections.unmodifiableSet(used);
    }

    /** Notes that a part is of a plugin that there is none of, so that its name is hardly what the user means. */
    void doubt() {
        doubtful = true;
    }

    /** Returns whether some part may have another name once its plugin is written rightly. */
    public boolean isDoubtful() {
        return doubtful;
    }

    /** Returns whether a part was already named so. */
    boolean has(String name) {
        return used.contains(name);
    }
}
