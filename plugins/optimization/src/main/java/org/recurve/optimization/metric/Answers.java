package org.recurve.optimization.metric;

import org.recurve.api.measure.Sample;

/**
 * The scores of classes at one step, against the class that is right.
 *
 * @param scores of all steps of an example
 * @param from where this step's scores begin
 */
record Answers(float[] scores, int from, int classes, int target) {
    /** What is done with each step. */
    @FunctionalInterface
    interface Step {
        void take(Answers answers);
    }

    /** Each true step of the example: output [classes] with one index, or [steps, classes] with one a step. */
    static void each(Sample sample, Step step) {
        int classes = sample.shape().dim(-1);
        int steps = sample.steps() < 0 ? sample.shape().size() / classes : sample.steps();
        for (int i = 0; i < steps; i++) {
            step.take(new Answers(sample.output(), i * classes, classes, (int) sample.target()[i]));
        }
    }

    double score(int index) {
        return scores[from + index];
    }

    /** The class with the largest score, the first if tied. */
    int answer() {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            if (score(i) > score(largest)) {
                largest = i;
            }
        }
        return largest;
    }

    /** How many classes come before the right one: those with larger scores, and earlier ones with the same. */
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
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += StrictMath.exp(score(i) - largest);
        }
        return largest + StrictMath.log(sum) - score(target);
    }
}
