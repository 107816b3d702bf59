package org.recurve.engine.artifacts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.recurve.api.artifact.Artifact;

/**
 * Describes how far a classifier's probabilities, {@code softmax(output)}, are to be trusted: how often answers are right that have a
 * probability, and how many others a class takes for itself while it finds its own.
 */
final class AnswerProbabilities {
    private static final int BINS = 15;
    private static final int POINTS = 100;

    /** Limits what is kept of the odds; more answers make no curve that looks different. */
    private static final int MOST = 1 << 20;

    private final double[] confidence = new double[BINS];
    private final long[] answers = new long[BINS];
    private final long[] hits = new long[BINS];
    private final int classes;
    private final int[] asked;
    private final int most;

    /** Logarithms of the probability of each class against that of all others, by answer: they order as probabilities do. */
    private final List<float[]> odds = new ArrayList<>();

    private final IntStream.Builder targets = IntStream.builder();

    AnswerProbabilities(int classes) {
        this(classes, MOST);
    }

    /**
     * Begins without an answer.
     *
     * @param most how many odds are kept
     */
    private AnswerProbabilities(int classes, int most) {
        this.classes = classes;
        this.most = most;
        this.asked = classes == 2 ? new int[] {1} : IntStream.range(0, classes).toArray();
    }

    /** Begins without an answer, one for each label, which holds or not. */
    static List<AnswerProbabilities> eachOf(int labels) {
        return IntStream.range(0, labels)
                .mapToObj(_ -> new AnswerProbabilities(2, MOST / labels))
                .toList();
    }

    /** Takes the scores of an answer. */
    void take(float[] scores, int from, int right, int answer) {
        double[] parts = new double[classes];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            parts[i] = StrictMath.exp((double) scores[from + i] - scores[from + answer]);
            sum += parts[i];
        }
        int bin = Math.clamp((long) Math.ceil(BINS / sum) - 1, 0, BINS - 1);
        confidence[bin] += 1 / sum;
        answers[bin]++;
        hits[bin] += right == answer ? 1 : 0;
        if ((odds.size() + 1L) * asked.length <= most) {
            float[] own = new float[asked.length];
            for (int i = 0; i < own.length; i++) {
                double odd = asked[i] == answer
                        ? -others(scores, from, answer)
                        : scores[from + asked[i]] - scores[from + answer] - StrictMath.log(sum - parts[asked[i]]);
                own[i] = (float) odd + 0f; // of two zeros one
            }
            odds.add(own);
            targets.add(right);
        }
    }

    /** Returns the logarithm of the probability of all others against that of the answer, which may be close to 1. */
    private double others(float[] scores, int from, int answer) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            largest = i == answer ? largest : Math.max(largest, scores[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += i == answer ? 0 : StrictMath.exp(scores[from + i] - largest);
        }
        return largest - scores[from + answer] + StrictMath.log(sum);
    }

    /** By the name of the recording; ends this gathering. */
    Map<String, Artifact> artifacts(String split, List<String> names) {
        return artifacts(split, List.of(this), classes == 2 ? "of " + names.getLast() : "mean of the classes", "class");
    }

    /** Returns the same of labels, each of which holds or not by itself: their answers together, and the mean of their curves. */
    static Map<String, Artifact> ofLabels(String split, List<AnswerProbabilities> labels) {
        return artifacts(split, labels, "mean of the labels", "label");
    }

    private static Map<String, Artifact> artifacts(
            String split, List<AnswerProbabilities> all, String whose, String what) {
        Map<String, Artifact> artifacts = new TreeMap<>();
        artifacts.put("calibration-" + split, calibration(split, all));
        List<double[]> curves = all.stream()
                .flatMap(one -> one.curve(one.targets.build().toArray()).stream())
                .toList();
        mean(curves)
                .ifPresent(found -> artifacts.put(
                        "roc-" + split,
                        new Artifact.Curve(
                                "Receiver operating characteristic, " + split + " split, " + whose,
                                "share of others taken for the " + what,
                                "share of the " + what + " found",
                                IntStream.rangeClosed(0, POINTS)
                                        .mapToDouble(i -> i / (double) POINTS)
                                        .toArray(),
                                found)));
        return artifacts;
    }

    private static Optional<double[]> mean(List<double[]> curves) {
        return curves.size() < 2
                ? curves.stream().findFirst()
                : Optional.of(IntStream.rangeClosed(0, POINTS)
                        .mapToDouble(i ->
                                curves.stream().mapToDouble(curve -> curve[i]).sum() / curves.size())
                        .toArray());
    }

    private static Artifact calibration(String split, List<AnswerProbabilities> each) {
        List<String> rows = new ArrayList<>();
        double[][] values = new double[BINS][];
        for (int i = 0; i < BINS; i++) {
            int bin = i;
            rows.add("up to " + (bin + 1) + "/" + BINS);
            long answers = each.stream().mapToLong(one -> one.answers[bin]).sum();
            double confidence =
                    each.stream().mapToDouble(one -> one.confidence[bin]).sum();
            long hits = each.stream().mapToLong(one -> one.hits[bin]).sum();
            double all = Math.max(1, answers);
            values[bin] = new double[] {answers, confidence / all, hits / all};
        }
        return new Artifact.Matrix(
                "Probability of answers, and the share of them that is right, " + split + " split",
                rows,
                List.of("answers", "mean probability", "share right"),
                values);
    }

    /** Returns the mean of the curves of all classes that were right somewhere, but not everywhere. */
    private Optional<double[]> curve(int... right) {
        double[] mean = new double[POINTS + 1];
        int counted = 0;
        for (int i = 0; i < asked.length; i++) {
            int own = asked[i];
            int place = i;
            int[] order = LongStream.range(0, right.length)
                    .map(example -> (long) ~ordered(odds.get((int) example)[place]) << Integer.SIZE | example)
                    .sorted()
                    .mapToInt(key -> (int) key)
                    .toArray();
            long rights = Arrays.stream(right).filter(target -> target == own).count();
            if (rights > 0 && rights < right.length) {
                counted++;
                add(order, right, i, rights, mean);
            }
        }
        int all = counted;
        return all == 0
                ? Optional.empty()
                : Optional.of(Arrays.stream(mean).map(sum -> sum / all).toArray());
    }

    /** Returns a whole number that orders as the float does. */
    private static int ordered(float number) {
        int bits = Float.floatToIntBits(number);
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    /**
     * Adds the share found of a class, at each share of others taken for it: straight lines join the thresholds, since of equal odds any
     * part may be taken.
     */
    private void add(int[] order, int[] right, int place, long rights, double... mean) {
        long wrongs = order.length - rights;
        long found = 0;
        long taken = 0;
        int next = 0;
        int at = 0;
        while (at < order.length) {
            long foundBefore = found;
            long takenBefore = taken;
            float threshold = odds.get(order[at])[place];
            for (; at < order.length && Float.compare(odds.get(order[at])[place], threshold) == 0; at++) {
                if (right[order[at]] == asked[place]) {
                    found++;
                } else {
                    taken++;
                }
            }
            for (; next <= POINTS && next * wrongs < taken * POINTS; next++) {
                double along = (next * wrongs / (double) POINTS - takenBefore) / (taken - takenBefore);
                mean[next] += (foundBefore + along * (found - foundBefore)) / rights;
            }
        }
        for (; next <= POINTS; next++) {
            mean[next] += 1;
        }
    }
}
