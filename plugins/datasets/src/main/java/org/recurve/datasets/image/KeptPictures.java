package org.recurve.datasets.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.model.Shape;
import org.recurve.datasets.memory.ByteRows;
import org.recurve.datasets.memory.FloatRows;

/**
 * Pictures as their files have them, a byte or two for each sample, or as floats once they were brought to a size. Many of them lie in a
 * temporary file. All are added before one is read.
 */
public final class KeptPictures {
    private final Optional<PictureSize> size;
    private final List<Form> forms = new ArrayList<>();
    private final ByteRows samples = new ByteRows();
    private final List<FloatRows> sized = new ArrayList<>();

    /** Says what the samples of a picture are. */
    private record Form(Shape shape, int bits) {}

    /**
     * Begins without a picture.
     *
     * @param size that pictures are brought to
     */
    public KeptPictures(Optional<PictureSize> size) {
        this.size = size;
    }

    /** Adds a picture; those that are brought to a size all have the same channels. */
    public void add(DecodedImage image) {
        forms.add(new Form(shape(image), image.bits()));
        if (size.isEmpty()) {
            samples.add(image.samples());
            return;
        }
        float[] brought = size.get().of(image);
        if (sized.isEmpty()) {
            sized.add(new FloatRows(brought.length));
        }
        sized.getFirst().add(brought);
    }

    /** Returns the shape that a picture has here, [channels, height, width]. */
    public Shape shape(DecodedImage image) {
        return size.map(sides -> sides.shape(image)).orElse(image.shape());
    }

    /** Ends the adding. */
    public KeptPictures complete() {
        samples.complete();
        return this;
    }

    /** Returns how many there are. */
    public int size() {
        return forms.size();
    }

    /** Returns the shape of the first picture that has most elements. */
    public Shape largest() {
        return forms.stream()
                .map(Form::shape)
                .max(Comparator.comparingInt(Shape::size))
                .orElseThrow();
    }

    boolean differ() {
        return forms.stream().map(Form::shape).distinct().count() > 1;
    }

    Shape shape(int picture) {
        return forms.get(picture).shape;
    }

    /** Writes the samples of a picture, from 0 to 1. */
    void read(int picture, float[] into, int offset) {
        if (size.isPresent()) {
            sized.getFirst().read(picture, into, offset);
        } else {
            Form form = forms.get(picture);
            new DecodedImage(form.shape, form.bits, samples.get(picture)).read(into, offset, 255);
        }
    }
}
