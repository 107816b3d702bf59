package org.recurve.reports.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.recurve.reports.settings.ConfigurationChanges;
import org.recurve.reports.settings.SettingChange;
import org.recurve.reports.settings.VariantDelta;
import org.recurve.reports.settings.VariantDelta.TunedSetting;
import org.recurve.storage.view.TrialView;

/**
 * Tells what each variant changes, by its arms; points of a sweep are named by their settings already, and are left out. Settings are
 * read when they are asked for, and once: an answer of thousands of variants asks for few.
 */
public final class VariantDeltas {
    private final StudyArms all;
    private final ComparisonQuestion question;
    private final List<StudyArm> points;
    private final Map<String, Function<String, List<SettingChange>>> read = new HashMap<>();
    private final Map<StudyArm, Optional<VariantDelta>> known = new HashMap<>();

    private VariantDeltas(StudyArms all, ComparisonQuestion question) {
        this.all = all;
        this.question = question;
        this.points = all.all().stream().filter(StudyArm::isPoint).toList();
    }

    /**
     * Compares the arms that answer with the one they are compared with in their task.
     *
     * @param all arms, the trials of a search among them
     */
    public static VariantDeltas of(StudyArms all, ComparisonQuestion question) {
        return new VariantDeltas(all, question);
    }

    /** Returns what an arm's variant changes; empty of a point, and of an arm that shares no seed with the one it is compared with. */
    public synchronized Optional<VariantDelta> of(StudyArm arm) {
        return arm.isPoint() ? Optional.empty() : known.computeIfAbsent(arm, this::compare);
    }

    private Optional<VariantDelta> compare(StudyArm arm) {
        return all.find(question.against(), arm.task())
                .flatMap(against -> changes(against, arm))
                .map(changes -> {
                    List<TunedSetting> tuned = tuned(arm, points);
                    return new VariantDelta(own(changes, tuned), tuned);
                });
    }

    /**
     * Configurations hold their seed, maybe in several places: only those of one seed are compared. What others were compared with
     * before is not read again.
     */
    private Optional<List<SettingChange>> changes(StudyArm against, StudyArm arm) {
        Map<Long, TrialView> theirs = new LinkedHashMap<>();
        against.trials().forEach(trial -> theirs.putIfAbsent(trial.seed(), trial));
        return arm.trials().stream()
                .flatMap(trial -> Optional.ofNullable(theirs.get(trial.seed())).stream()
                        .map(other -> read.computeIfAbsent(other.configuration(), ConfigurationChanges::from)
                                .apply(trial.configuration())))
                .findFirst();
    }

    private static List<SettingChange> own(List<SettingChange> changes, List<TunedSetting> tuned) {
        Set<String> found = new LinkedHashSet<>();
        tuned.forEach(setting -> found.add(setting.path()));
        return changes.stream().filter(change -> !found.contains(change.path())).toList();
    }

    /** Returns the values of the settings that name the trials of the arm's search. */
    private static List<TunedSetting> tuned(StudyArm arm, List<StudyArm> searched) {
        List<StudyArm> points = searched.stream()
                .filter(point -> point.task().equals(arm.task()))
                .filter(point -> point.variant().startsWith(arm.variant() + "@"))
                .toList();
        List<String> tried = points.stream()
                .flatMap(point -> point.trials().stream().limit(1))
                .map(TrialView::configuration)
                .toList();
        Optional<String> chosen = arm.trials().stream().findFirst().map(TrialView::configuration);
        if (tried.size() < 2 || chosen.isEmpty()) {
            return List.of();
        }
        Set<String> varied = new LinkedHashSet<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String one : tried) {
            ConfigurationChanges.of(tried.getFirst(), one).forEach(change -> varied.add(change.path()));
            ConfigurationChanges.of(one, chosen.get())
                    .forEach(change -> values.put(change.path(), change.after().orElse("absent")));
        }
        Set<String> names = PointSettings.of(points.getFirst().variant()).keySet();
        List<TunedSetting> found = new ArrayList<>();
        varied.stream()
                .filter(path -> names.stream().anyMatch(name -> ("." + path).endsWith("." + name)))
                .forEach(path -> Optional.ofNullable(values.get(path))
                        .ifPresent(value -> found.add(new TunedSetting(path, value))));
        return found;
    }
}
