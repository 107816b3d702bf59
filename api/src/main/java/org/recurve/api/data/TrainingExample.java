package org.recurve.api.data;

import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

/** An example of the training split in one epoch, which an {@link Augmentation} changes. Its inputs are scaled as the model reads them. */
public interface TrainingExample {
    /** Returns what it holds. */
    List<Field> fields();

    /** Returns the shape of a field of this example, which may be smaller than that of the largest. */
    Shape shape(String field);

    /**
     * Returns the numbers of a field, row-major: to change them is to change the example. Those of {@link Field#LENGTH} and
     * {@link Field#TARGET_LENGTH} must stay, and class indices must stay indices of classes.
     */
    float[] values(String field);

    /** Returns how many steps the input truly has if it is a sequence: its length, or else the first extent of its shape. */
    int steps();

    /**
     * Returns another example of the training split, changed by all augmentations that stand before this one, as it is itself in this
     * epoch. Each is equally likely; it may be the same.
     *
     * @param random whose first draw says which
     */
    TrainingExample partner(Stream random);

    /**
     * Says that this example has something of another: of its loss, {@code share} is by the target of the partner, the rest by its
     * own. With cross-entropy that is the loss of the mixed target (Zhang et al., <i>mixup: Beyond Empirical Risk Minimization</i>,
     * 2018). The last call counts.
     *
     * @param share from 0 to 1
     */
    void mixTarget(TrainingExample partner, double share);
}
