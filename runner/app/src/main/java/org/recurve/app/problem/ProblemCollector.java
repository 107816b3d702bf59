package org.recurve.app.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, so that the user hears of all of them at once. Used by one thread. */
public final class ProblemCollector {
    private static final Comparator<Problem> AS_THEY_STAND = Comparator.comparing(
            problem -> problem.place().orElse(SourcePosition.of("")),
            Comparator.comparing(SourcePosition::source)
                    .thenComparing(SourcePosition::line)
                    .thenComparing(SourcePosition::column));

    /** Nobody reads more of them, and a file can have a million. */
    private static final int MOST = 100;

    private final Set<Problem> found = new LinkedHashSet<>();
    private int reports;

    public void add(Problem problem) {
        reports++;
        if (found.size() < MOST) {
            found.add(problem);
        }
    }

    public void add(SourcePosition position, String path, String message, String... help) {
        add(Problem.at(position, path, message, help));
    }

    /** Returns those found so far, in the order of the file. */
    public List<Problem> all() {
        return found.stream().sorted(AS_THEY_STAND).toList();
    }

    /** Ends in a {@link UserError} if so many were found that looking for more is no use. */
    public void raiseIfMany() {
        if (found.size() >= MOST) {
            List<Problem> all = new ArrayList<>(all());
            all.add(Problem.of("these are the first " + MOST + " mistakes; there may be more"));
            throw new UserError(all);
        }
    }

    /** Returns how often something was reported; the same problem counts each time, though the user hears of it once. */
    public int count() {
        return reports;
    }

    /** Ends in a {@link UserError} that names everything found, if anything was. */
    public void raise() {
        raiseIfMany();
        if (!found.isEmpty()) {
            throw new UserError(all());
        }
    }
}
