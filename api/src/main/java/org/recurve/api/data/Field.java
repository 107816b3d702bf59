package org.recurve.api.data;

import java.util.List;
import org.recurve.api.model.Shape;

/**
 * A thing that every example holds: {@code input}, {@code target}, {@code length} (true number of steps), …
 *
 * @param shape of one example; for sequences, of the longest; where examples differ in size, of the largest
 * @param classes the names of the classes if the field is a class index, else empty
 * @param labels the names of the labels if each number says of one of them whether it holds, 1, or not, 0; else empty
 */
public record Field(String name, Shape shape, List<String> classes, List<String> labels) {
    public static final String INPUT = "input";
    public static final String TARGET = "target";
    public static final String LENGTH = "length";

    /** The true number of steps of the target, where it is a sequence with a length of its own, as a translation is. */
    public static final String TARGET_LENGTH = "target-length";

    /** The target of the example that was mixed in, where training mixes examples; see {@link Augmentation#mixes}. */
    public static final String PARTNER_TARGET = "partner-target";

    /** The part of an example's loss that is by {@link #PARTNER_TARGET}, from 0 to 1. */
    public static final String PARTNER_SHARE = "partner-share";

    /** Names the class that ends a sequence of symbols, as a sentence that a model writes. */
    public static final String END = "<end>";

    public Field {
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && (!classes.isEmpty() || shape.rank() == 0 || shape.dim(-1) != labels.size())) {
            throw new IllegalArgumentException("the field " + name + " of shape " + shape + " has " + labels.size()
                    + " labels, one for each number of its last axis, and no classes beside them");
        }
        if (shape.size() > Shape.MOST_OF_EXAMPLE) {
            throw new IllegalArgumentException("the field " + name + " of shape " + shape
                    + " has more elements in each example than memory allows: at most " + Shape.MOST_OF_EXAMPLE);
        }
    }

    /** Returns a field of a class index, or of numbers if there are no classes. */
    public Field(String name, Shape shape, List<String> classes) {
        this(name, shape, classes, List.of());
    }

    public Field(String name, Shape shape) {
        this(name, shape, List.of());
    }

    /** Returns the same under another name. */
    public Field named(String other) {
        return new Field(other, shape, classes, labels);
    }

    /** Returns the same with another shape. */
    public Field of(Shape other) {
        return new Field(name, other, classes, labels);
    }
}
