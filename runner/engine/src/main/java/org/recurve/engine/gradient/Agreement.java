package org.recurve.engine.gradient;

import java.util.ArrayList;
import java.util.List;
import org.recurve.api.model.Shape;
import org.recurve.api.optimize.Segment;

/**
 * How well a parameter's derivatives agree with differences.
 *
 * @param parameter its full name
 * @param compared how many of its elements were compared
 * @param worst the indices of the element with the largest error
 * @param derived the derivative there
 * @param difference the central difference there
 * @param error {@code |derived − difference|}, relative to the larger of both, or to a thousandth of the parameter's
 *     largest derivative where both are smaller than that; 0 if all are 0
 */
public record Agreement(
        String parameter,
        Shape shape,
        int compared,
        List<Integer> worst,
        double derived,
        double difference,
        double error) {
    /** Above this a derivative is taken to be wrong. */
    public static final double LARGEST = 1e-5;

    private static final double SMALL = 1e-3;

    static Agreement of(Segment parameter, double[] derived, int[] chosen, double[] differences) {
        double largest = 0;
        for (double one : derived) {
            largest = Math.max(largest, Math.abs(one));
        }
        int worst = 0;
        double[] errors = new double[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            errors[i] = error(derived[chosen[i]], differences[i], SMALL * largest);
            worst = errors[i] > errors[worst] || Double.isNaN(errors[i]) ? i : worst;
        }
        return new Agreement(
                parameter.name(),
                parameter.shape(),
                chosen.length,
                indices(parameter.shape(), chosen[worst]),
                derived[chosen[worst]],
                differences[worst],
                errors[worst]);
    }

    private static double error(double derived, double difference, double least) {
        double size = Math.max(least, Math.max(Math.abs(derived), Math.abs(difference)));
        return size == 0 ? 0 : Math.abs(derived - difference) / size;
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

    /** Whether the two agree; what is no number does not. */
    public boolean holds() {
        return error <= LARGEST;
    }
}
