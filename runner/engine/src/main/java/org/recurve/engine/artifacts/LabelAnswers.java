package org.recurve.engine.artifacts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;

/**
 * Counts, of each label, how often it held, was answered, and both, and describes how far its probabilities are to be trusted; it is
 * answered where its logit is above 0.
 */
final class LabelAnswers implements AnswerRecorder {
    private static final int MOST_LABELS = 256;
    private static final List<String> COLUMNS = List.of("found", "answered", "holding");

    private final String split;
    private final List<String> labels;
    private final double[][] counts;
    private final List<AnswerProbabilities> probabilities;

    private LabelAnswers(String split, List<String> labels) {
        this.split = split;
        this.labels = labels;
        this.counts = new double[labels.size()][COLUMNS.size()];
        this.probabilities = AnswerProbabilities.eachOf(labels.size());
    }

    static Optional<LabelAnswers> of(Data data, Shape output, String split, Supplier<OutputMeaning> meaning) {
        Field target = data.field(Field.TARGET);
        List<String> labels = target.labels();
        return !labels.isEmpty()
                        && labels.size() <= MOST_LABELS
                        && output.equals(target.shape())
                        && data.splits().containsKey(split)
                        && meaning.get() == OutputMeaning.LABEL_LOGITS
                ? Optional.of(new LabelAnswers(split, labels))
                : Optional.empty();
    }

    @Override
    public void take(int example, Sample sample, float loss) {
        int width = labels.size();
        int all = sample.steps() < 0 ? sample.output().length : width * sample.steps();
        for (int i = 0; i < all; i++) {
            boolean answered = sample.output()[i] > 0;
            boolean holds = sample.target()[i] == 1;
            double[] own = counts[i % width];
            own[0] += answered && holds ? 1 : 0;
            own[1] += answered ? 1 : 0;
            own[2] += holds ? 1 : 0;
            float[] scores = {0, sample.output()[i]};
            probabilities.get(i % width).take(scores, 0, holds ? 1 : 0, answered ? 1 : 0);
        }
    }

    @Override
    public Map<String, Artifact> artifacts() {
        Map<String, Artifact> artifacts = new TreeMap<>(AnswerProbabilities.ofLabels(split, probabilities));
        artifacts.put(
                "labels-" + split,
                new Artifact.Matrix(
                        "How often each label holds, is answered, and both, " + split + " split",
                        labels,
                        COLUMNS,
                        counts));
        return artifacts;
    }
}
