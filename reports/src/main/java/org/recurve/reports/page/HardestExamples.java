package org.recurve.reports.page;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.artifact.Artifact.Mistakes;
import org.recurve.api.event.SeedVariation;
import org.recurve.reports.picture.GridPicture;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.study.StudyArms;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * The validation examples that most trials get wrong: hard ones, or wrongly labelled.
 *
 * @param task of which the trials are
 * @param trials how many trials were asked
 * @param size how many examples the split has
 * @param wrong how many of them some trial got wrong
 * @param examples those that most got wrong, first; of equal ones, those of which there is a picture
 */
public record HardestExamples(String task, int trials, int size, int wrong, List<HardExample> examples) {
    private static final String NAME = "mistakes";
    private static final int MOST = 24;

    public HardestExamples {
        examples = List.copyOf(examples);
    }

    /**
     * An example that many got wrong.
     *
     * @param index in the split
     * @param target the class that is right
     * @param wrong how many trials got it wrong
     * @param answers what they said instead, the most frequent first
     */
    public record HardExample(
            int index, String target, int wrong, String answers, Optional<GridPicture.DrawnImage> picture) {}

    /** Describes what trials said of one example. */
    private record TrialAnswers(int index, int target, Map<Integer, Integer> answers) {
        int wrong() {
            return answers.values().stream().mapToInt(count -> count).sum();
        }

        HardExample example(List<String> classes, Optional<GridPicture.DrawnImage> picture) {
            String others = answers.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                    .map(entry ->
                            classes.get(entry.getKey()) + (answers.size() > 1 ? " (" + entry.getValue() + ")" : ""))
                    .collect(Collectors.joining(", "));
            return new HardExample(index, classes.get(target), wrong(), others, picture);
        }
    }

    /** For each task; none where each seed has a split of its own, so that indices name different examples. */
    static List<HardestExamples> of(StudyArms arms, ComparisonQuestion question, StoreReader reader) {
        Set<String> recorded = reader.withArtifact(NAME);
        return question.vary().contains(SeedVariation.SPLIT)
                ? List.of()
                : arms.tasks().stream()
                        .flatMap(task -> of(task, arms.of(task), recorded, reader).stream())
                        .toList();
    }

    private static Optional<HardestExamples> of(
            String task, List<StudyArm> arms, Set<String> recorded, StoreReader reader) {
        List<TrialView> trials =
                arms.stream().flatMap(arm -> arm.trials().stream()).toList();
        List<Mistakes> every = trials.stream()
                .filter(trial -> digest(trial).equals(digest(trials.getFirst())))
                .filter(trial -> recorded.contains(trial.id()))
                .flatMap(trial -> reader.latest(trial.id(), NAME, Mistakes.class).stream())
                .toList();
        List<Mistakes> all = every.stream()
                .filter(one -> one.classes().equals(every.getFirst().classes()))
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(of(task, all));
    }

    /** Indices name the same examples only in the same data. */
    private static String digest(TrialView trial) {
        return trial.provenance().dataDigest();
    }

    private static HardestExamples of(String task, List<Mistakes> all) {
        Collection<TrialAnswers> said = said(all).values();
        Set<Integer> pictured = all.stream()
                .flatMapToInt(mistakes -> IntStream.of(mistakes.pictured()))
                .boxed()
                .collect(Collectors.toSet());
        List<TrialAnswers> hardest = said.stream()
                .sorted(Comparator.comparingInt(TrialAnswers::wrong)
                        .reversed()
                        .thenComparing(one -> !pictured.contains(one.index()))
                        .thenComparing(TrialAnswers::index))
                .limit(MOST)
                .toList();
        Map<Integer, GridPicture.DrawnImage> pictures =
                pictures(all, hardest.stream().map(TrialAnswers::index).collect(Collectors.toSet()));
        List<String> classes = all.getFirst().classes();
        List<HardExample> examples = hardest.stream()
                .map(one -> one.example(classes, Optional.ofNullable(pictures.get(one.index()))))
                .toList();
        return new HardestExamples(task, all.size(), all.getFirst().size(), said.size(), examples);
    }

    private static Map<Integer, TrialAnswers> said(List<Mistakes> all) {
        Map<Integer, TrialAnswers> said = new TreeMap<>();
        for (Mistakes mistakes : all) {
            for (int i = 0; i < mistakes.examples().length; i++) {
                int target = mistakes.targets()[i];
                said.computeIfAbsent(mistakes.examples()[i], index -> new TrialAnswers(index, target, new TreeMap<>()))
                        .answers()
                        .merge(mistakes.answers()[i], 1, Integer::sum);
            }
        }
        return said;
    }

    private static Map<Integer, GridPicture.DrawnImage> pictures(List<Mistakes> all, Set<Integer> of) {
        Map<Integer, GridPicture.DrawnImage> pictures = new HashMap<>();
        for (Mistakes mistakes : all) {
            for (int i = 0; i < mistakes.pictured().length; i++) {
                int at = i;
                if (of.contains(mistakes.pictured()[i])) {
                    pictures.computeIfAbsent(mistakes.pictured()[i], _ -> GridPicture.image(mistakes.pictures(), at));
                }
            }
        }
        return pictures;
    }
}
