package org.recurve.engine.artifacts;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.model.Shape;

/**
 * The colours that stand for classes of pixels; of large images every so many pixels are drawn.
 *
 * @param pixels [height, width]
 * @param classes their names
 * @param square so many pixels in either direction become one
 */
public record MaskColours(Shape pixels, List<String> classes, int square) {
    private static final float WITHOUT_CLASS = 0.5f;

    /** Colours that people with any eyes tell apart (Okabe and Ito, 2008), and their names. */
    private static final float[][] COLOURS = {
        {0, 0, 0},
        {0.9f, 0.6f, 0},
        {0.35f, 0.7f, 0.9f},
        {0, 0.6f, 0.5f},
        {0.95f, 0.9f, 0.25f},
        {0, 0.45f, 0.7f},
        {0.8f, 0.4f, 0},
        {0.8f, 0.6f, 0.7f}
    };

    private static final List<String> NAMES =
            List.of("black", "orange", "sky blue", "green", "yellow", "blue", "vermilion", "purple");

    public MaskColours {
        classes = List.copyOf(classes);
    }

    /** Returns those of images that are drawn with at most so many pixels in either direction. */
    public static MaskColours within(Shape pixels, List<String> classes, int largest) {
        return new MaskColours(pixels, classes, Math.ceilDiv(Math.max(pixels.dim(0), pixels.dim(1)), largest));
    }

    /** Returns how many rows are drawn. */
    public int rows() {
        return Math.ceilDiv(pixels.dim(0), square);
    }

    /** Returns how many columns are drawn. */
    public int columns() {
        return Math.ceilDiv(pixels.dim(1), square);
    }

    /** Returns whether a target is a class. */
    boolean isClass(float number) {
        return number >= 0 && number < classes.size();
    }

    /** Returns where in an image the pixel is that is drawn at a place. */
    int place(int pixel) {
        return pixel / columns() * square * pixels.dim(1) + pixel % columns() * square;
    }

    /** Returns a mask in red, green and blue. */
    public float[] painted(float[] numbers) {
        int plane = rows() * columns();
        float[] colours = new float[3 * plane];
        for (int i = 0; i < colours.length; i++) {
            float number = numbers[place(i % plane)];
            colours[i] = isClass(number) ? COLOURS[(int) number % COLOURS.length][i / plane] : WITHOUT_CLASS;
        }
        return colours;
    }

    /** Returns which class has which colour, behind a colon; nothing where several classes share one. */
    public String legend() {
        return classes.size() > COLOURS.length
                ? ""
                : IntStream.range(0, classes.size())
                        .mapToObj(i -> classes.get(i) + " " + NAMES.get(i))
                        .collect(Collectors.joining(", ", ": ", ""));
    }
}
