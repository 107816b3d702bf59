package org.recurve.engine.gradient;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;

/**
 * Describes how well a parameter's derivatives agree with differences.
 *
 * @param parameter its full name
 * @param compared how many of its elements were compared
 * @param worst the indices of the element with the largest error, of those first that do not agree
 * @param derived the derivative there
 * @param difference the central difference there
 * @param error {@code |derived − difference|}, relative to the larger of both, or to a thousandth of the parameter's
 *     largest derivative where both are smaller than that; 0 if all are 0
 * @param rounding as much of the error as the rounding of losses in the difference explains
 */
public record GradientAgreement(
        String parameter,
        Shape shape,
        int compared,
        List<Integer> worst,
        double derived,
        double difference,
        double error,
        double rounding) {
    /** Above this a derivative is taken to be wrong. */
    public static final double LARGEST = 1e-5;

    private static final double SMALL = 1e-3;

    /** @param rounding how far off a difference may be because the losses it is made of are rounded */
    static GradientAgreement of(
            Segment parameter, double[] derived, int[] chosen, double[] differences, double rounding) {
        double largest = 0;
        for (double one : derived) {
            largest = Math.max(largest, Math.abs(one));
        }
        GradientAgreement worst = of(parameter, derived, chosen, differences, 0, SMALL * largest, rounding);
        for (int i = 1; i < chosen.length; i++) {
            GradientAgreement one = of(parameter, derived, chosen, differences, i, SMALL * largest, rounding);
            worst = one.isWorseThan(worst) ? one : worst;
        }
        return worst;
    }

    private static GradientAgreement of(
            Segment parameter,
            double[] derived,
            int[] chosen,
            double[] differences,
            int i,
            double least,
            double rounding) {
        double here = derived[chosen[i]];
        double size = Math.max(least, Math.max(Math.abs(here), Math.abs(differences[i])));
        return new GradientAgreement(
                parameter.name(),
                parameter.shape(),
                chosen.length,
                indices(parameter.shape(), chosen[i]),
                here,
                differences[i],
                size == 0 ? 0 : Math.abs(here - differences[i]) / size,
                size == 0 ? 0 : rounding / size);
    }

    private boolean isWorseThan(GradientAgreement other) {
        return Double.isNaN(error) || (holds() == other.holds() ? error > other.error : other.holds());
    }

    private static List<Integer> indices(Shape shape, int element) {
        List<Integer> indices = new ArrayList<>();
        int rest = element;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            indices.addFirst(rest % shape.dim(axis));
            rest /= shape.dim(axis);
        }
        return List.copyOf(indices);
    }

    /** Returns whether the two agree; what is no number does not. */
    public boolean holds() {
        return error <= LARGEST + rounding;
    }
}
