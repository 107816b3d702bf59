package org.recurve.datasets.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.random.Stream;

class SpectrogramTest {
    private static float[] sine(int samples, double cycles, double amplitude) {
        float[] sine = new float[samples];
        for (int i = 0; i < samples; i++) {
            sine[i] = (float) (amplitude * StrictMath.sin(2 * StrictMath.PI * cycles * i));
        }
        return sine;
    }

    /** In closed form: Hann's window leaves a sine of amplitude A at bin k, with A / 2 there, A / 4 beside it, and nothing elsewhere. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 17, 30})
    void aSineIsInItsBin(int bin) {
        float[] frames = new Spectrogram(64, 16, false).of(sine(64 + 2 * 16 + 15, bin / 64.0, 0.8));
        assertEquals(3 * 33, frames.length, "three frames, and 15 samples left over");
        for (int i = 0; i < frames.length; i++) {
            int away = Math.abs(i % 33 - bin);
            assertEquals(away == 0 ? 0.4 : away == 1 ? 0.2 : 0, frames[i], 1e-6, "bin " + i % 33);
        }
        float[] decibels = new Spectrogram(64, 16, true).of(sine(64, bin / 64.0, 0.8));
        assertEquals(-7.9588, decibels[bin], 1e-4); // 20 log10 0.4
        assertEquals(-13.9794, decibels[bin + 1], 1e-4);
        assertEquals(-100, decibels[(bin + 10) % 33]);
    }

    @Test
    void aConstantIsAtFrequencyZero() {
        float[] ones = new float[8];
        java.util.Arrays.fill(ones, 0.5f);
        float[] frame = new Spectrogram(8, 8, false).of(ones);
        assertEquals(0.5, frame[0], 1e-7);
        assertEquals(0.25, frame[1], 1e-7);
        assertEquals(0, frame[2], 1e-7);
    }

    /** The transform of noise is that of Commons Math. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 256, 1024})
    void noiseIsTransformedAsByCommonsMath(int window) {
        Stream random = Stream.of(window);
        float[] noise = new float[window];
        double[] weighed = new double[window];
        double whole = 0;
        for (int n = 0; n < window; n++) {
            double hann = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * n / window);
            noise[n] = random.below(n, 65536) / 32768f - 1;
            weighed[n] = hann * noise[n];
            whole += hann;
        }
        Complex[] expected =
                new FastFourierTransformer(DftNormalization.STANDARD).transform(weighed, TransformType.FORWARD);
        float[] frame = new Spectrogram(window, 1, false).of(noise);
        for (int k = 0; k <= window / 2; k++) {
            assertEquals(expected[k].abs() / whole, frame[k], 1e-7, "bin " + k);
        }
    }
}
