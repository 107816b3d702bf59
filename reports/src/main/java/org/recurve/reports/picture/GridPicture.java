package org.recurve.reports.picture;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.artifact.Artifact;

/**
 * An image grid, drawn.
 *
 * @param scale how many screen pixels wide a pixel should be
 * @param left how many images were left out
 * @param columns images of a row, whose captions stand above them once; 0 if as many stand side by side as fit
 */
public record GridPicture(int width, int height, int scale, List<DrawnImage> images, int left, int columns) {
    private static final int MOST = 64;
    private static final int SIDE = 56;

    /**
     * A picture.
     *
     * @param uri a PNG; black is its lowest value, white its highest
     */
    public record DrawnImage(String uri, String caption) {}

    public GridPicture {
        images = List.copyOf(images);
    }

    public static GridPicture of(Artifact.ImageGrid grid) {
        int shown = StrictMath.min(MOST, grid.images().size());
        List<DrawnImage> images = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            images.add(image(grid, i));
        }
        int scale = StrictMath.max(1, SIDE / StrictMath.max(1, StrictMath.max(grid.width(), grid.height())));
        return new GridPicture(
                grid.width(), grid.height(), scale, images, grid.images().size() - shown, grid.columns());
    }

    /** Returns what stands above columns. */
    public List<String> headings() {
        return images.stream().limit(columns).map(DrawnImage::caption).toList();
    }

    /** Draws one of the grid's images. */
    public static DrawnImage image(Artifact.ImageGrid grid, int index) {
        String caption = index < grid.captions().size() ? grid.captions().get(index) : "image " + (index + 1);
        return new DrawnImage(uri(grid, grid.images().get(index), span(grid, index)), caption);
    }

    /** Returns the span of an image, or of the row that it stands in. */
    private static ValueSpan span(Artifact.ImageGrid grid, int index) {
        if (grid.columns() == 0) {
            return ValueSpan.of(grid.images().get(index));
        }
        int first = index / grid.columns() * grid.columns();
        List<float[]> row = grid.images()
                .subList(
                        first,
                        StrictMath.min(first + grid.columns(), grid.images().size()));
        float[] all = new float[row.stream().mapToInt(image -> image.length).sum()];
        int filled = 0;
        for (float[] image : row) {
            System.arraycopy(image, 0, all, filled, image.length);
            filled += image.length;
        }
        return ValueSpan.of(all);
    }

    private static String uri(Artifact.ImageGrid grid, float[] values, ValueSpan span) {
        int pixels = grid.width() * grid.height();
        byte[] rgb = new byte[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                int from = i + (grid.channels() == 3 ? channel * pixels : 0);
                float value = from < values.length ? values[from] : Float.NaN;
                int colour = ColourScale.GREY.at(span.place(value));
                rgb[3 * i + channel] = (byte) (colour >> 8 * (2 - channel));
            }
        }
        return PngImage.dataUri(grid.width(), grid.height(), rgb);
    }
}
