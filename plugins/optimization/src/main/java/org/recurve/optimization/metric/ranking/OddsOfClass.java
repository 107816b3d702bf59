package org.recurve.optimization.metric.ranking;

import java.util.Arrays;

/** The odds that a model gave one class, where that class was right and where it was not. */
final class OddsOfClass {
    private double[] right = new double[16];
    private double[] wrong = new double[16];
    private int rights;
    private int wrongs;

    void add(double odds, boolean isRight) {
        if (isRight) {
            right = rights == right.length ? Arrays.copyOf(right, 2 * rights) : right;
            right[rights++] = odds;
        } else {
            wrong = wrongs == wrong.length ? Arrays.copyOf(wrong, 2 * wrongs) : wrong;
            wrong[wrongs++] = odds;
        }
    }

    /** Returns whether the class was right somewhere. */
    boolean isRight() {
        return rights > 0;
    }

    /** Returns whether the class was right somewhere, and wrong elsewhere. */
    boolean isBoth() {
        return rights > 0 && wrongs > 0;
    }

    /** Describes what is done at each threshold, from the highest odds to the lowest. */
    @FunctionalInterface
    private interface Threshold {
        /** Takes how many have exactly these odds, and how many have more, right and wrong. */
        void at(int equalRight, int equalWrong, int moreRight, int moreWrong);
    }

    private void each(Threshold threshold) {
        double[] sortedRight = Arrays.copyOf(right, rights);
        double[] sortedWrong = Arrays.copyOf(wrong, wrongs);
        Arrays.sort(sortedRight);
        Arrays.sort(sortedWrong);
        int r = rights;
        int w = wrongs;
        while (r > 0 || w > 0) {
            double odds = Math.max(
                    r > 0 ? sortedRight[r - 1] : Double.NEGATIVE_INFINITY,
                    w > 0 ? sortedWrong[w - 1] : Double.NEGATIVE_INFINITY);
            int moreRight = rights - r;
            int moreWrong = wrongs - w;
            while (r > 0 && !(sortedRight[r - 1] < odds)) {
                r--;
            }
            while (w > 0 && !(sortedWrong[w - 1] < odds)) {
                w--;
            }
            threshold.at(rights - r - moreRight, wrongs - w - moreWrong, moreRight, moreWrong);
        }
    }

    /** Returns the share of pairs, one right and one wrong, of which the right one has the higher odds; equal odds count half. */
    double area() {
        double[] pairs = new double[1];
        each((equalRight, equalWrong, moreRight, _) -> pairs[0] += equalWrong * (moreRight + equalRight / 2.0));
        return pairs[0] / ((double) rights * wrongs);
    }

    /** Returns the sum, over all thresholds, of the precision there times the recall gained. */
    double averagePrecision() {
        double[] sum = new double[1];
        each((equalRight, equalWrong, moreRight, moreWrong) -> {
            int right = moreRight + equalRight;
            sum[0] += (double) equalRight / rights * right / (right + moreWrong + equalWrong);
        });
        return sum[0];
    }
}
