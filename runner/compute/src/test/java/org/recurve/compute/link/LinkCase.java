package org.recurve.compute.link;

import java.util.SplittableRandom;

/** One geometry and batch with drawn contents, beside the results of the definition. */
final class LinkCase {
    final Geometry geometry;
    final int examples;
    final float[] w;
    final float[][] x;
    final float[][] y;
    private final SplittableRandom random;
    private final boolean odd;

    /** @param odd whether some elements are infinite, NaN or −0 */
    LinkCase(Geometry geometry, int examples, long seed, boolean odd) {
        this.geometry = geometry;
        this.examples = examples;
        this.random = new SplittableRandom(seed);
        this.odd = odd;
        this.w = draw(geometry.parameters());
        this.x = batch(geometry.inputRows());
        this.y = batch(geometry.outputRows());
    }

    float[][] batch(int rows) {
        float[][] batch = new float[examples][];
        for (int e = 0; e < examples; e++) {
            batch[e] = draw(rows);
        }
        return batch;
    }

    float[] draw(int size) {
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
    static Span blocks(float[][] batch, int before) {
        int rows = batch[0].length;
        float[] blocks = new float[before + Layout.blocks(batch.length) * rows * Layout.LANES];
        java.util.Arrays.fill(blocks, Float.NaN);
        for (int e = 0; e < batch.length; e++) {
            for (int row = 0; row < rows; row++) {
                blocks[at(before, rows, e, row)] = batch[e][row];
            }
        }
        return Span.lanes(blocks, before, rows);
    }

    static float[][] examples(Span blocks, int rows, int examples) {
        float[][] batch = new float[examples][rows];
        for (int e = 0; e < examples; e++) {
            for (int row = 0; row < rows; row++) {
                batch[e][row] = blocks.array()[at(blocks.at(), rows, e, row)];
            }
        }
        return batch;
    }

    private static int at(int before, int rows, int example, int row) {
        return before + (example / Layout.LANES * rows + row) * Layout.LANES + example % Layout.LANES;
    }
}
