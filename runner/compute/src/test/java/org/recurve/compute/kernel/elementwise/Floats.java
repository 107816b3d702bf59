package org.recurve.compute.kernel.elementwise;

import java.util.SplittableRandom;

/** Floats to test with: every bit pattern has its chance, and those that break things come often. */
public final class Floats {
    public static final float[] SPECIAL = {
        0f,
        -0f,
        1f,
        -1f,
        0.5f,
        -0.5f,
        Math.nextUp(1f),
        Math.nextDown(1f),
        3f,
        -3f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Math.nextUp(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Math.nextDown(Float.MAX_VALUE),
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        0x1p-24f,
        0x1p-23f,
        0x1p-75f,
        0x1p-74f,
        0x1p64f,
        0x1p-149f * 3,
        0x1.fffffep-64f,
        0x1.000002p-63f,
        88.72284f,
        -87.33655f,
        -103.97208f
    };

    private Floats() {}

    /** A number of ordinary size, any bit pattern, or a special value. */
    public static float any(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Float.intBitsToFloat(random.nextInt());
            case 1 -> SPECIAL[random.nextInt(SPECIAL.length)];
            default -> (float) random.nextDouble(-2, 2) * (1 << random.nextInt(5));
        };
    }

    public static float[] array(SplittableRandom random, int n) {
        float[] array = new float[n];
        for (int i = 0; i < n; i++) {
            array[i] = any(random);
        }
        return array;
    }

    /** Numbers between about 1e-6 and 1e6. */
    public static float[] ordinary(SplittableRandom random, int n) {
        float[] array = new float[n];
        for (int i = 0; i < n; i++) {
            array[i] = (float) random.nextDouble(-1, 1) * (1 << random.nextInt(20));
        }
        return array;
    }

    /** The bits with all NaNs alike, as digests take them. */
    public static int[] bits(float[] of) {
        int[] bits = new int[of.length];
        for (int i = 0; i < of.length; i++) {
            bits[i] = Float.floatToIntBits(of[i]);
        }
        return bits;
    }
}
