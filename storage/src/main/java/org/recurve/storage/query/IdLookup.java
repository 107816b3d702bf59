package org.recurve.storage.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Finds what an ID means: {@code study[/variant[/task]][/seed]}, or the first digits of an identity. */
final class IdLookup {
    private static final Pattern DIGITS = Pattern.compile("(?:sha256:)?([0-9a-f]{4,64})");
    private static final int NEAR = 3;

    private final StudyRows studies;
    private final TrialRows trials;

    IdLookup(StudyRows studies, TrialRows trials) {
        this.studies = studies;
        this.trials = trials;
    }

    LookupResult find(String id) {
        Optional<StudyView> study = studies.study(id);
        if (study.isPresent()) {
            return new LookupResult.FoundStudy(study.get());
        }
        List<TrialView> found =
                Stream.concat(byPath(id).stream(), byDigits(id).stream()).toList();
        return found.isEmpty() ? new LookupResult.NothingFound(near(id)) : new LookupResult.FoundTrials(found);
    }

    private List<TrialView> byDigits(String id) {
        Matcher digits = DIGITS.matcher(id);
        return digits.matches()
                ? trials.beginning(digits.group(1)).stream()
                        .flatMap(identity -> trials.trial(identity).stream())
                        .map(studies::named)
                        .toList()
                : List.of();
    }

    private List<TrialView> byPath(String id) {
        List<String> path = List.of(id.split("/"));
        Map<String, Event.TrialPlan> latest = new LinkedHashMap<>();
        studies.planned(path.getFirst()).stream()
                .filter(planned -> matches(planned, path.subList(1, path.size())))
                .forEach(planned -> latest.putIfAbsent(
                        String.join("/", planned.variant(), planned.task(), Long.toString(planned.seed())), planned));
        return studies.begun(path.getFirst(), List.copyOf(latest.values()));
    }

    /** Variant and task may each be left out from the right, the seed always. */
    private static boolean matches(Event.TrialPlan planned, List<String> path) {
        String seed = Long.toString(planned.seed());
        String variant = planned.variant();
        String task = planned.task();
        return Stream.of(
                        List.of(seed),
                        List.of(variant),
                        List.of(variant, seed),
                        List.of(variant, task),
                        List.of(variant, task, seed))
                .anyMatch(path::equals);
    }

    /** Returns the IDs of studies and variants that need the fewest changed letters to become this one. */
    private List<String> near(String id) {
        List<String> all = new ArrayList<>();
        for (String study : studies.names()) {
            all.add(study);
            if (id.contains("/")) {
                studies.planned(study).stream()
                        .map(planned -> study + "/" + planned.variant())
                        .distinct()
                        .forEach(all::add);
            }
        }
        return all.stream()
                .filter(other -> distance(id, other) <= Math.max(2, id.length() / 3))
                .sorted(Comparator.comparingInt((String other) -> distance(id, other))
                        .thenComparing(other -> other))
                .limit(NEAR)
                .toList();
    }

    /** Levenshtein's distance: letters to insert, delete or exchange. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
