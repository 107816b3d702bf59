package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.artifact.Artifact.Confusion;
import org.recurve.api.artifact.Artifact.ImageGrid;
import org.recurve.api.artifact.Artifact.Mistakes;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;

/**
 * Describes what a classifier answers on a split: how often it takes each class for each, and of the validation split, which examples
 * it gets wrong. An answer is the class with the largest output, the first if tied; of sequences each true step has one,
 * and of images of classes each pixel.
 */
public final class ClassifierAnswers implements AnswerRecorder {
    /** More classes are no matrix that anybody reads, and would fill the store. */
    private static final int MOST_CLASSES = 64;

    private static final int PICTURES = 16;
    private static final int LARGEST = 32;

    private final String split;
    private final Field target;
    private final Shape input;
    private final Examples examples;
    private final long[][] counts;
    private final List<WrongAnswer> wrong = new ArrayList<>();
    private final Optional<AnswerProbabilities> probabilities;
    private final Optional<MaskPictures> masks;

    private record WrongAnswer(int example, int target, int answer, float loss) {}

    private ClassifierAnswers(Data data, String split, OutputMeaning meaning) {
        this.split = split;
        this.target = data.field(Field.TARGET);
        this.input = data.field(Field.INPUT).shape();
        this.examples = data.split(split);
        this.counts = new long[target.classes().size()][target.classes().size()];
        this.probabilities = meaning == OutputMeaning.LOGITS
                ? Optional.of(new AnswerProbabilities(counts.length))
                : Optional.empty();
        this.masks = MaskPictures.of(data, split);
    }

    /**
     * Empty unless the split is there, and the model scores each of a few classes wherever the target names one.
     *
     * @param meaning of the output, asked for if it scores classes: of logits, the probabilities are described, too
     */
    public static Optional<ClassifierAnswers> of(
            Data data, Shape output, String split, Supplier<OutputMeaning> meaning) {
        Field target = data.field(Field.TARGET);
        int classes = target.classes().size();
        boolean scores = classes > 1
                && classes <= MOST_CLASSES
                && output.rank() > 0
                && output.dim(-1) == classes
                && output.size() == classes * target.shape().size();
        return scores && data.splits().containsKey(split)
                ? Optional.of(new ClassifierAnswers(data, split, meaning.get()))
                : Optional.empty();
    }

    @Override
    public void take(int example, Sample sample, float loss) {
        masks.ifPresent(pictures -> pictures.take(example, sample));
        int classes = counts.length;
        int steps = sample.steps() < 0 ? sample.target().length : sample.steps();
        for (int step = 0; step < steps; step++) {
            int right = (int) sample.target()[step];
            int answer = largest(sample.output(), step * classes, classes);
            counts[right][answer]++;
            int from = step * classes;
            probabilities.ifPresent(all -> all.take(sample.output(), from, right, answer));
            if (right != answer && listed()) {
                wrong.add(new WrongAnswer(example, right, answer, loss));
            }
        }
    }

    /** Single examples of the test split are nobody's business: who looks at them begins to choose by them. */
    private boolean listed() {
        return split.equals(Data.VALIDATION) && target.shape().size() == 1;
    }

    private static int largest(float[] scores, int from, int classes) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            if (scores[from + i] > scores[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }

    @Override
    public Map<String, Artifact> artifacts() {
        Map<String, Artifact> artifacts = new TreeMap<>();
        artifacts.put(
                "confusion-" + split,
                new Confusion("Right classes and answers, " + split + " split", target.classes(), counts));
        if (listed()) {
            artifacts.put("mistakes", mistakes());
        }
        masks.ifPresent(pictures -> artifacts.putAll(pictures.artifacts()));
        probabilities.ifPresent(all -> artifacts.putAll(all.artifacts(split, target.classes())));
        return artifacts;
    }

    private Mistakes mistakes() {
        List<WrongAnswer> inOrder = wrong.stream()
                .sorted(Comparator.comparingInt(WrongAnswer::example))
                .toList();
        List<Integer> pictured = !isPicture()
                ? List.of()
                : inOrder.stream()
                        .sorted(Comparator.comparing(WrongAnswer::loss).reversed())
                        .limit(PICTURES)
                        .map(WrongAnswer::example)
                        .toList();
        return new Mistakes(
                "Wrong answers, " + split + " split",
                target.classes(),
                examples.size(),
                inOrder.stream().mapToInt(WrongAnswer::example).toArray(),
                inOrder.stream().mapToInt(WrongAnswer::target).toArray(),
                inOrder.stream().mapToInt(WrongAnswer::answer).toArray(),
                pictured.stream().mapToInt(example -> example).toArray(),
                pictures(pictured));
    }

    private boolean isPicture() {
        return examples.shape(0, Field.INPUT).isEmpty()
                && input.rank() == 3
                && (input.dim(0) == 1 || input.dim(0) == 3)
                && Math.max(input.dim(1), input.dim(2)) <= LARGEST;
    }

    private ImageGrid pictures(List<Integer> pictured) {
        if (pictured.isEmpty()) {
            return new ImageGrid("", 1, 0, 0, List.of(), List.of());
        }
        List<float[]> images = new ArrayList<>();
        for (int example : pictured) {
            float[] image = new float[input.size()];
            examples.read(example, Field.INPUT, image, 0);
            images.add(image);
        }
        List<String> captions =
                pictured.stream().map(example -> "example " + example).toList();
        return new ImageGrid("", input.dim(0), input.dim(1), input.dim(2), images, captions);
    }
}
