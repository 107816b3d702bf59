package org.recurve.optimization.metric;

import java.util.List;
import java.util.Optional;
import org.recurve.api.measure.Prediction;
import org.recurve.api.measure.Sample;
import org.recurve.api.model.OutputMeaning;
import org.recurve.api.model.Shape;
import org.recurve.api.plugin.InvalidSetting;

/**
 * The scores of classes at one step, against the class that is right; or of the two answers to one label, that it does not hold and that
 * it does.
 *
 * @param scores of all steps of an example
 * @param from where this step's scores begin
 */
public record ClassScores(float[] scores, int from, int classes, int target) {
    /** Describes what is done with each step. */
    @FunctionalInterface
    public interface StepScores {
        void take(ClassScores classScores);
    }

    /** Describes what is done with each label. */
    @FunctionalInterface
    public interface LabelTaker {
        void take(int label, ClassScores classScores);
    }

    /** Finds the answers in an example. */
    @FunctionalInterface
    interface AnswerReader {
        void each(Sample sample, StepScores stepScores);
    }

    /** Returns how the answers of such predictions are found: one a step, or one a label. */
    static AnswerReader reader(Prediction prediction) {
        return prediction.target().labels().isEmpty()
                ? ClassScores::each
                : (sample, answers) -> eachLabel(sample, (_, scores) -> answers.take(scores));
    }

    /** Each label of each true step: output and target [labels], or [steps, labels]. A label holds where its output is above 0. */
    public static void eachLabel(Sample sample, LabelTaker taker) {
        int labels = sample.shape().dim(-1);
        int all = sample.steps() < 0 ? sample.shape().size() : labels * sample.steps();
        for (int i = 0; i < all; i++) {
            float[] two = {0, sample.output()[i]};
            taker.take(i % labels, new ClassScores(two, 0, 2, (int) sample.target()[i]));
        }
    }

    /** Each true step of the example: output [classes] with one index, or [steps, classes] with one a step. */
    public static void each(Sample sample, StepScores stepScores) {
        int classes = sample.shape().dim(-1);
        int steps = sample.steps() < 0 ? sample.shape().size() / classes : sample.steps();
        for (int i = 0; i < steps; i++) {
            stepScores.take(new ClassScores(sample.output(), i * classes, classes, (int) sample.target()[i]));
        }
    }

    /** Refuses predictions that are not scores of classes, with a class index as target. */
    public static void check(String metric, Prediction prediction) {
        Shape output = prediction.output();
        Shape target = prediction.target().shape();
        int known = prediction.target().classes().size();
        if (known == 0) {
            throw new InvalidSetting(metric + " compares classes, but the target is "
                    + (target.rank() == 0 ? "a number" : "numbers of shape " + target)
                    + "; measure mean-squared-error, or let the targets be classes");
        }
        if (output.rank() < 1 || target.size() * output.dim(-1) != output.size()) {
            throw new InvalidSetting(metric + " needs an output of [classes] with one class index as target,"
                    + " [steps, classes] with one index a step, or [classes, height, width] with one a pixel; the output is "
                    + output + ", the target " + target);
        }
        if (output.dim(-1) < known) {
            throw new InvalidSetting(metric + " needs a score for each of the " + known
                    + " classes, but the output has " + output.dim(-1) + "; give the last layer " + known + " units");
        }
    }

    /** Refuses predictions that are neither scores of classes nor of labels, and a class or label that the target does not have. */
    public static void checkEither(String metric, Prediction prediction, Optional<Integer> only) {
        if (prediction.target().labels().isEmpty()) {
            check(metric, prediction, only);
        } else {
            checkLabels(metric, prediction, only);
        }
    }

    /** Refuses predictions that are not scores of labels, and a label that the target does not have. */
    static void checkLabels(String metric, Prediction prediction, Optional<Integer> only) {
        List<String> labels = prediction.target().labels();
        if (labels.isEmpty()) {
            throw new InvalidSetting(
                    metric + " compares labels of which several may hold, and the target has none such; let"
                            + " answers be labels, or measure accuracy");
        }
        if (!prediction.output().equals(prediction.target().shape())) {
            throw new InvalidSetting(
                    metric + " needs an output for each of the " + labels.size() + " labels; the output is "
                            + prediction.output() + ", the target "
                            + prediction.target().shape() + "; give the last layer "
                            + labels.size() + " units");
        }
        if (prediction.meaning() != OutputMeaning.LABEL_LOGITS) {
            throw new InvalidSetting(
                    metric + " takes a label to hold where its output is above 0, and this loss takes outputs"
                            + " for something else; let the loss be sigmoid-cross-entropy, without a sigmoid before it");
        }
        demandOne(metric, only, labels, "label", "labels");
    }

    /** Refuses a class that the target does not have, too. */
    public static void check(String metric, Prediction prediction, Optional<Integer> only) {
        check(metric, prediction);
        demandOne(metric, only, prediction.target().classes(), "class", "classes");
    }

    private static void demandOne(
            String metric, Optional<Integer> only, List<String> names, String one, String several) {
        only.filter(index -> index >= names.size()).ifPresent(index -> {
            throw new InvalidSetting(metric + ": there is no " + one + " " + index + "; the " + names.size() + " "
                    + several + " are 0 (" + names.getFirst() + ") to "
                    + (names.size() - 1) + " (" + names.getLast() + ")");
        });
    }

    public double score(int index) {
        return scores[from + index];
    }

    /** Returns the class with the largest score, the first if tied. */
    public int answer() {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            if (score(i) > score(largest)) {
                largest = i;
            }
        }
        return largest;
    }

    /** Returns how many classes come before the right one: those with larger scores, and earlier ones with the same. */
    int rank() {
        int before = 0;
        for (int i = 0; i < classes; i++) {
            if (score(i) > score(target) || (score(i) == score(target) && i < target)) {
                before++;
            }
        }
        return before;
    }

    /** {@code −log softmax(scores)[target]} in double. */
    double nats() {
        double largest = score(answer());
        return largest + StrictMath.log(exponentials(largest)) - score(target);
    }

    /** Returns the probability of the answer: the largest of {@code softmax(scores)}, in double. */
    double confidence() {
        return 1 / exponentials(score(answer()));
    }

    private double exponentials(double largest) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += StrictMath.exp(score(i) - largest);
        }
        return sum;
    }

    /** Returns the logarithm of what {@code softmax(scores)} gives a class against all others: it orders as the probability does. */
    public double odds(int of) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            largest = i == of ? largest : Math.max(largest, score(i));
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += i == of ? 0 : StrictMath.exp(score(i) - largest);
        }
        return score(of) - largest - StrictMath.log(sum);
    }
}
