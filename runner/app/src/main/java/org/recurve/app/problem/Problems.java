package org.recurve.app.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that the user hears of all of them at once. Used by one thread. */
public final class Problems {
    private static final Comparator<Problem> AS_THEY_STAND = Comparator.comparing(
            problem -> problem.place().orElse(Place.of("")),
            Comparator.comparing(Place::source).thenComparing(Place::line).thenComparing(Place::column));

    private final List<Problem> found = new ArrayList<>();
    private int reports;

    public void add(Problem problem) {
        reports++;
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public void add(Place place, String path, String message, String... help) {
        add(Problem.at(place, path, message, help));
    }

    /** Those found so far, in the order of the file. */
    public List<Problem> all() {
        return found.stream().sorted(AS_THEY_STAND).toList();
    }

    /** How often something was reported; the same problem counts each time, though the user hears of it once. */
    public int count() {
        return reports;
    }

    /** Ends in a {@link UserError} that names everything found, if anything was. */
    public void raise() {
        if (!found.isEmpty()) {
            throw new UserError(all());
        }
    }
}
