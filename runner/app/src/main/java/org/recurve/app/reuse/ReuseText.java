package org.recurve.app.reuse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TerminalText;
import org.recurve.app.reuse.StudyReuse.NamedFate;

/** Says what of a study is stored, and why the rest is to be trained. */
public final class ReuseText {
    private static final int MOST_NAMES = 3;
    private static final int MOST_REASONS = 5;

    private ReuseText() {}

    /** Returns one line of numbers, and a line for each reason why trials are not stored. */
    public static List<String> lines(StudyReuse reuse) {
        List<String> lines = new ArrayList<>();
        lines.add(CountText.of(reuse.trials().size(), "trial") + ": " + numbers(reuse));
        groups(reuse)
                .forEach((reason, trials) -> lines.add("    " + trials.size() + ": "
                        + TerminalText.line(
                                reason + (isAll(trials, reuse) ? "" : " (" + some(trials, ReuseText::named) + ")"))));
        return lines;
    }

    /** All of several trials need not be named, unless there is more to say of each. */
    private static boolean isAll(List<NamedFate> trials, StudyReuse reuse) {
        return trials.size() == reuse.trials().size()
                && trials.stream()
                        .noneMatch(trial -> trial.fate() instanceof TrialFate.Continued
                                || trial.fate() instanceof TrialFate.Extended);
    }

    private static String numbers(StudyReuse reuse) {
        List<String> numbers = new ArrayList<>(List.of(reuse.stored() + " stored"));
        if (reuse.continued() > 0) {
            numbers.add(reuse.continued() + " to continue");
        }
        if (reuse.measured() > 0) {
            numbers.add(reuse.measured() + " to measure");
        }
        numbers.add((reuse.trained() == 0 ? "none" : reuse.trained()) + " to train");
        int failed = reuse.where(fate -> fate instanceof TrialFate.Stored stored && stored.failed())
                .size();
        return String.join(", ", numbers)
                + (failed == 0 ? "" : "; " + failed + " of the stored ones failed, and run --retry-failed tries again");
    }

    private static Map<String, List<NamedFate>> groups(StudyReuse reuse) {
        return reuse.trials().stream()
                .filter(trial -> !(trial.fate() instanceof TrialFate.Stored))
                .collect(Collectors.groupingBy(trial -> reason(trial.fate()), LinkedHashMap::new, Collectors.toList()));
    }

    private static String reason(TrialFate fate) {
        return switch (fate) {
            case TrialFate.Stored _ -> "stored";
            case TrialFate.Continued _ -> "interrupted, and to be continued";
            case TrialFate.Extended _ -> "more epochs of what is stored, which is continued";
            case TrialFate.Remeasured _ -> "other metrics, measured with the weights that are kept";
            case TrialFate.Retried _ -> "failed before";
            case TrialFate.Untrusted it -> "stored, but only " + it.trust().word();
            case TrialFate.Trained it -> reasons(it.changes());
        };
    }

    private static String named(NamedFate trial) {
        String title = trial.plan().title();
        return switch (trial.fate()) {
            case TrialFate.Continued it when it.step() > 0 -> title + " from step " + it.step();
            case TrialFate.Extended it -> title + " from epoch " + it.epoch() + " of " + it.from();
            case TrialFate.Continued _,
                    TrialFate.Stored _,
                    TrialFate.Remeasured _,
                    TrialFate.Retried _,
                    TrialFate.Untrusted _,
                    TrialFate.Trained _ -> title;
        };
    }

    private static String reasons(List<TrialChange> changes) {
        return changes.stream().map(ReuseText::reason).collect(Collectors.joining("; "));
    }

    private static String reason(TrialChange change) {
        return switch (change) {
            case TrialChange.NewStudy _ -> "nothing of this study is stored yet";
            case TrialChange.NewVariant _ -> "never trained: a new variant";
            case TrialChange.NewSeed _ -> "never trained: a new seed";
            case TrialChange.Settings it ->
                (it.defaults() ? "settings: defaults changed" : "settings changed")
                        + (it.paths().isEmpty() ? "" : ": " + some(it.paths(), Function.identity()));
            case TrialChange.Metrics _ -> "measure: other metrics are asked for";
            case TrialChange.NotContinued it -> "what is stored cannot be continued or measured: " + it.why();
            case TrialChange.OtherData _ -> "data: its contents changed";
            case TrialChange.OtherVersion it -> it.what() + ": was " + it.was() + ", is " + it.is();
            case TrialChange.Code it ->
                "the code of " + it.plugin() + " in " + name(it.jar()) + " changed"
                        + (it.parts().isEmpty()
                                ? ", where is not known, since the jar of then is not kept"
                                : ": " + some(it.parts(), Function.identity()));
            case TrialChange.WholeJar it ->
                name(it.jar()) + " changed, which counts as a whole for " + it.plugin() + ": " + it.why();
            case TrialChange.EarlierJar it ->
                name(it.jar()) + " changed in what " + it.plugin()
                        + " does not use, but an earlier version of Recurve stored the trial, and for it the whole jar counted";
        };
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }

    private static <T> String some(List<T> all, Function<T, String> name) {
        String first = all.stream().limit(MOST_NAMES).map(name).collect(Collectors.joining(", "));
        return all.size() <= MOST_NAMES ? first : first + " and " + (all.size() - MOST_NAMES) + " more";
    }

    /** Returns one sentence about stored trials that are trained again; empty if none is. */
    public static Optional<String> retrained(StudyReuse reuse) {
        int trials = reuse.again().size();
        return trials == 0
                ? Optional.empty()
                : Optional.of(CountText.of(trials, "stored trial") + " cannot be reused and "
                        + (trials == 1 ? "is" : "are") + " retrained (" + why(reuse.again()) + ")");
    }

    /** Returns a sentence about trials that continue from shorter ones, and one about those that are measured alone. */
    public static List<String> spared(StudyReuse reuse) {
        List<String> sentences = new ArrayList<>();
        int longer = reuse.where(TrialFate.Extended.class::isInstance).size();
        if (longer > 0) {
            sentences.add(CountText.of(longer, "trial")
                    + (longer == 1
                            ? " continues from a shorter one that is stored"
                            : " continue from shorter ones that are stored"));
        }
        if (reuse.measured() > 0) {
            sentences.add(CountText.of(reuse.measured(), "trial") + (reuse.measured() == 1 ? " is" : " are")
                    + " measured with kept weights, and not trained again");
        }
        return sentences;
    }

    /** Returns two sentences about a finished study, and what of it would be trained again. */
    public static String finished(String study, StudyReuse reuse) {
        int trials = reuse.trained();
        return study + " is finished, and nothing was trained. " + CountText.of(trials, "trial") + " of it would be now"
                + " (" + why(reuse.trials()) + "): recurve resume " + study + " --retrain does that";
    }

    private static String why(List<NamedFate> trials) {
        List<String> reasons = trials.stream()
                .map(NamedFate::fate)
                .flatMap(ReuseText::each)
                .distinct()
                .toList();
        return String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())))
                + (reasons.size() > MOST_REASONS ? " and " + (reasons.size() - MOST_REASONS) + " more reasons" : "");
    }

    private static Stream<String> each(TrialFate fate) {
        return switch (fate) {
            case TrialFate.Stored _, TrialFate.Continued _, TrialFate.Extended _, TrialFate.Remeasured _ ->
                Stream.empty();
            case TrialFate.Retried _, TrialFate.Untrusted _ -> Stream.of(reason(fate));
            case TrialFate.Trained it -> it.changes().stream().map(ReuseText::reason);
        };
    }

    /** For JSON. */
    public static Map<String, Object> plain(StudyReuse reuse) {
        return new TreeMap<>(Map.of(
                "trials", reuse.trials().size(),
                "stored", reuse.stored(),
                "continue", reuse.continued(),
                "measure", reuse.measured(),
                "train", reuse.trained(),
                "reasons",
                        groups(reuse).entrySet().stream()
                                .map(group -> Map.of(
                                        "reason",
                                        group.getKey(),
                                        "trials",
                                        group.getValue().stream()
                                                .map(trial -> trial.plan().title())
                                                .toList()))
                                .toList()));
    }
}
