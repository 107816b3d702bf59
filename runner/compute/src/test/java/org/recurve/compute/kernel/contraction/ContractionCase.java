package org.recurve.compute.kernel.contraction;

import java.util.SplittableRandom;
import org.recurve.compute.arithmetic.BlockLayout;
import org.recurve.compute.ir.ContractionSpec;

/** One geometry and batch with drawn contents, beside the results of the definition. */
public final class ContractionCase {
    public final ContractionSpec geometry;
    public final int examples;
    public final float[] w;
    public final float[][] x;
    public final float[][] y;
    private final SplittableRandom random;
    private final boolean odd;

    /** @param odd whether some elements are infinite, NaN or −0 */
    public ContractionCase(ContractionSpec spec, int examples, long seed, boolean odd) {
        this.geometry = spec;
        this.examples = examples;
        this.random = new SplittableRandom(seed);
        this.odd = odd;
        this.w = draw(spec.parameters());
        this.x = batch(spec.inputRows());
        this.y = batch(spec.outputRows());
    }

    public float[][] batch(int rows) {
        float[][] batch = new float[examples][];
        for (int e = 0; e < examples; e++) {
            batch[e] = draw(rows);
        }
        return batch;
    }

    public float[] draw(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = odd && random.nextInt(97) == 0 ? odd(random.nextInt(4)) : (float) random.nextDouble(-2, 2);
        }
        return values;
    }

    private static float odd(int which) {
        return switch (which) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> Float.NEGATIVE_INFINITY;
            default -> -0f;
        };
    }

    /** A batch in blocks behind {@code before} floats; padded lanes hold NaN, which must never spread. */
    public static BufferOffset blocks(float[][] batch, int before) {
        int rows = batch[0].length;
        float[] blocks = new float[before + BlockLayout.blocks(batch.length) * rows * BlockLayout.LANES];
        java.util.Arrays.fill(blocks, Float.NaN);
        for (int e = 0; e < batch.length; e++) {
            for (int row = 0; row < rows; row++) {
                blocks[at(before, rows, e, row)] = batch[e][row];
            }
        }
        return BufferOffset.lanes(blocks, before, rows);
    }

    public static float[][] examples(BufferOffset blocks, int rows, int examples) {
        float[][] batch = new float[examples][rows];
        for (int e = 0; e < examples; e++) {
            for (int row = 0; row < rows; row++) {
                batch[e][row] = blocks.array()[at(blocks.at(), rows, e, row)];
            }
        }
        return batch;
    }

    private static int at(int before, int rows, int example, int row) {
        return before + (example / BlockLayout.LANES * rows + row) * BlockLayout.LANES + example % BlockLayout.LANES;
    }
}
