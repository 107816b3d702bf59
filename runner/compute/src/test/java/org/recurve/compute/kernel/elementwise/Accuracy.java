package org.recurve.compute.kernel.elementwise;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.recurve.compute.arithmetic.HardwareFeatures;
import org.recurve.compute.ir.ElementwiseFunction;

/** How far a function's float form is from StrictMath in double, in units of the last place of the true value. */
public record Accuracy(double worst, float at) {
    private static final int CHUNK = 1 << 14;

    /** The worst over the floats with bits {@code from}, {@code from + stride}… below {@code to}, as unsigned numbers. */
    public static Accuracy of(ElementwiseFunction function, ChunkKernel kernel, long from, long to, int stride) {
        Accuracy worst = new Accuracy(0, 0);
        float[] x = new float[CHUNK];
        float[] y = new float[CHUNK];
        for (long bits = from; bits < to; bits += (long) CHUNK * stride) {
            int n = (int) Math.min(CHUNK, (to - bits + stride - 1) / stride);
            for (int i = 0; i < n; i++) {
                x[i] = Float.intBitsToFloat((int) (bits + (long) i * stride));
            }
            kernel.apply(function, x, 0, x, 0, x, 0, y, 0, n);
            for (int i = 0; i < n; i++) {
                double error = error(function, x[i], y[i]);
                if (error > worst.worst) {
                    worst = new Accuracy(error, x[i]);
                }
            }
        }
        return worst;
    }

    public static double error(ElementwiseFunction function, float x, float y) {
        double truth = truth(function, x);
        float nearest = (float) truth;
        if (Float.floatToIntBits(nearest) == Float.floatToIntBits(y)) {
            return 0.5;
        }
        boolean undefined = Float.isNaN(nearest) || Float.isNaN(y) || (nearest == 0 && y == 0);
        boolean overflow = Float.isInfinite(y) && Math.abs(truth) <= Float.MAX_VALUE;
        if (undefined || overflow) {
            return Double.POSITIVE_INFINITY;
        }
        int exponent = Math.max(Math.getExponent(truth), Float.MIN_EXPONENT);
        double clipped = Math.min(Math.abs(y), 0x1p128) * Math.signum(y);
        return Math.abs(clipped - truth) / Math.scalb(1.0, exponent - 23);
    }

    /** Where the answer is evident to far more digits than a float has, StrictMath is spared: it takes most of the time. */
    private static double truth(ElementwiseFunction function, float x) {
        boolean tiny = Math.abs(x) < 0x1p-30f;
        return switch (function) {
            case EXP -> tiny ? 1.0 + x : x < -200 ? 0 : StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case LOG1P -> tiny ? x : StrictMath.log1p(x);
            case EXPM1 -> tiny ? x : x < -40 ? -1 : StrictMath.expm1(x);
            case TANH -> tiny ? x : StrictMath.tanh(x);
            case ERF -> tiny ? 2 / StrictMath.sqrt(StrictMath.PI) * x : function.apply((double) x, 0, 0);
            case SIGMOID -> tiny ? 0.5 + 0.25 * x : function.apply((double) x, 0, 0);
            default -> throw new IllegalArgumentException(function.toString());
        };
    }

    /** Exhaustive: all 2³² floats, on all processors. Arguments: names of functions; all if none. */
    public static void main(String[] functions) {
        String[] names = functions.length > 0
                ? functions
                : new String[] {"EXP", "LOG", "LOG1P", "EXPM1", "TANH", "SIGMOID", "ERF"};
        Arrays.stream(names).map(ElementwiseFunction::valueOf).forEach(function -> {
            long start = System.nanoTime();
            Accuracy worst = LongStream.range(0, 256)
                    .parallel()
                    .mapToObj(part ->
                            of(function, ChunkKernel.of(HardwareFeatures.here()), part << 24, (part + 1) << 24, 1))
                    .reduce((a, b) -> a.worst >= b.worst ? a : b)
                    .orElseThrow();
            System.out.printf(
                    "%s: %.3f ulp at %s (%a), %d s%n",
                    function, worst.worst, worst.at, worst.at, (System.nanoTime() - start) / 1_000_000_000);
        });
    }
}
