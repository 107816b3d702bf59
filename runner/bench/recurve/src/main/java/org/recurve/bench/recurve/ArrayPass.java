package org.recurve.bench.recurve;

import java.util.Arrays;

/** The memory that a step of Adam must touch and nothing else: three arrays read and written, one read. */
final class ArrayPass implements Runnable {
    private final float[] theta;
    private final float[] mean;
    private final float[] square;
    private final float[] gradient;

    private ArrayPass(int size) {
        theta = new float[size];
        mean = new float[size];
        square = new float[size];
        gradient = new float[size];
        Arrays.fill(gradient, 1e-3f);
    }

    static Runnable ofAMillion() {
        return new ArrayPass(AdamStep.PARAMETERS);
    }

    @Override
    public void run() {
        for (int i = 0; i < gradient.length; i++) {
            float g = gradient[i];
            mean[i] -= g;
            square[i] += g;
            theta[i] -= g;
        }
    }
}
