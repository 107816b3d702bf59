package org.recurve.datasets.scaling;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Scaling;

/** Says how inputs are scaled, each feature by itself, by the numbers of the training split alone. */
public enum Scale {
    /** They are read as they are. */
    NONE,
    /** To mean 0 and standard deviation 1. */
    STANDARD,
    /** To numbers from 0 to 1. */
    UNIT;

    /** Returns a setting that was left out, or says that nothing is scaled, as no setting. */
    public static Optional<Scale> chosen(Optional<Scale> setting) {
        return setting.filter(scale -> scale != NONE);
    }

    /**
     * Fits a scaling to the training split.
     *
     * @param axis where the features of an input lie
     * @param features how many there are
     */
    public Optional<Scaling> fit(Data data, Scaling.Axis axis, int features) {
        return switch (this) {
            case NONE -> Optional.empty();
            case STANDARD -> Optional.of(new TrainingInputs(data, axis, features).standard());
            case UNIT -> Optional.of(new TrainingInputs(data, axis, features).unit());
        };
    }

    /**
     * Fits a scaling to the training split, along the last axis.
     *
     * @param unscaled which features stay as they are
     */
    public Optional<Scaling> fit(Data data, boolean... unscaled) {
        return fit(data, Scaling.Axis.LAST, unscaled.length)
                .map(fitted -> new Scaling(
                        fitted.axis(), kept(fitted.shifts(), unscaled, 0), kept(fitted.divisors(), unscaled, 1)));
    }

    private static List<Double> kept(List<Double> fitted, boolean[] unscaled, double instead) {
        return IntStream.range(0, unscaled.length)
                .mapToObj(i -> unscaled[i] ? Double.valueOf(instead) : fitted.get(i))
                .toList();
    }
}
