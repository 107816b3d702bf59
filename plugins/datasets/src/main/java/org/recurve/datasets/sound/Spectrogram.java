package org.recurve.datasets.sound;

import java.util.Arrays;

/**
 * The short-time Fourier transform of samples: of each frame, whose samples are weighed by Hann's window {@code w(n) = (1 - cos(2πn /
 * N)) / 2}, the magnitudes {@code |Σ w(n) x(n) exp(-2πikn / N)| / Σ w(n)} of the frequencies {@code k · rate / N}, from 0 to N / 2. A sine of
 * amplitude A at one of them has the magnitude A / 2 there. In decibels they are {@code 20 log10}, and never below -100.
 *
 * <p>Computed in double, by Cooley and Tukey's transform of even and odd places, and rounded to float at the end.
 */
final class Spectrogram {
    private static final double LEAST = 1e-5;
    private static final double DECIBELS = 20;

    private final int window;
    private final int hop;
    private final boolean decibels;
    private final double[] hann;
    private final double[] cos;
    private final double[] sin;

    /**
     * Begins without samples.
     *
     * @param window samples of a frame, N, a power of 2
     * @param hop samples from one frame to the next
     */
    Spectrogram(int window, int hop, boolean decibels) {
        this.window = window;
        this.hop = hop;
        this.decibels = decibels;
        this.hann = new double[window];
        this.cos = new double[window / 2];
        this.sin = new double[window / 2];
        for (int n = 0; n < window; n++) {
            double turn = 2 * StrictMath.PI * n / window;
            hann[n] = (1 - StrictMath.cos(turn)) / 2;
            if (n < window / 2) {
                cos[n] = StrictMath.cos(turn);
                sin[n] = StrictMath.sin(turn);
            }
        }
    }

    /** Returns how many frames so many samples have; what is left at the end is in none. */
    int frames(int samples) {
        return samples < window ? 0 : 1 + (samples - window) / hop;
    }

    /** Returns how many frequencies a frame has. */
    int bins() {
        return window / 2 + 1;
    }

    /** Returns the magnitudes, frame after frame. */
    float[] of(float... samples) {
        int frames = frames(samples.length);
        float[] magnitudes = new float[frames * bins()];
        double whole = Arrays.stream(hann).sum();
        double[] real = new double[window];
        double[] imaginary = new double[window];
        for (int frame = 0; frame < frames; frame++) {
            for (int n = 0; n < window; n++) {
                int at = Integer.reverse(n) >>> 1 + Integer.numberOfLeadingZeros(window);
                real[at] = hann[n] * samples[frame * hop + n];
            }
            Arrays.fill(imaginary, 0);
            transform(real, imaginary);
            for (int k = 0; k < bins(); k++) {
                double magnitude = StrictMath.sqrt(real[k] * real[k] + imaginary[k] * imaginary[k]) / whole;
                magnitudes[frame * bins() + k] =
                        (float) (decibels ? DECIBELS * StrictMath.log10(Math.max(magnitude, LEAST)) : magnitude);
            }
        }
        return magnitudes;
    }

    /** Puts together transforms of 1, 2, 4, … places, which stand in the order of their reversed bits. */
    private void transform(double[] real, double[] imaginary) {
        for (int half = 1; half < window; half *= 2) {
            int turn = window / (2 * half);
            for (int begin = 0; begin < window; begin += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int even = begin + k;
                    int odd = even + half;
                    double x = real[odd] * cos[k * turn] + imaginary[odd] * sin[k * turn];
                    double y = imaginary[odd] * cos[k * turn] - real[odd] * sin[k * turn];
                    real[odd] = real[even] - x;
                    imaginary[odd] = imaginary[even] - y;
                    real[even] += x;
                    imaginary[even] += y;
                }
            }
        }
    }
}
