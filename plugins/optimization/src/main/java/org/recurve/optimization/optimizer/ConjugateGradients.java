package org.recurve.optimization.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.recurve.api.optimize.Vector;

/**
 * Linear conjugate gradients (Hestenes and Stiefel 1952): minimises {@code φ(d) = ½ dᵀA d + gᵀd}, {@code A} being known by
 * its products alone.
 *
 * @param product {@code v ↦ A v}, symmetric and positive definite
 * @param precondition {@code v ↦ M⁻¹ v}, symmetric and positive definite; it is the identity for plain conjugate gradients
 * @param most how many products are taken at most
 * @param tolerance it ends once the last {@code k = max(10, i / 10)} of {@code i} steps brought less than
 *     {@code k · tolerance} of what all steps brought together (Martens 2010, section 4.4)
 */
record ConjugateGradients(
        UnaryOperator<Vector> product, UnaryOperator<Vector> precondition, int most, double tolerance) {
    private static final double SPACING = 1.3;

    /**
     * A direction on the way.
     *
     * @param value {@code φ(direction)}
     */
    record Iterate(int step, Vector direction, double value) {}

    /**
     * Says where one step leads to from another: the direction, what it leaves of {@code −g}, and the conjugate direction.
     *
     * @param square {@code rᵀ M⁻¹ r} of the residual
     */
    private record Point(Vector direction, Vector residual, Vector conjugate, double square) {}

    /**
     * Directions on the way from {@code start}: the last one, and before it one about every 1.3-th power, so that a few
     * are kept of many.
     */
    List<Iterate> minimise(Vector gradient, Vector start) {
        Vector residual = gradient.negate().minus(product.apply(start));
        Vector scaled = precondition.apply(residual);
        Point point = new Point(start, residual, scaled, residual.dot(scaled));
        List<Double> values = new ArrayList<>(List.of(value(gradient, point)));
        List<Iterate> kept = new ArrayList<>();
        double next = 1;
        int step = 0;
        while (step < most && point.square() > 0 && !stands(values)) {
            Vector curved = product.apply(point.conjugate());
            double curvature = point.conjugate().dot(curved);
            if (!(curvature > 0)) { // a loss that is not convex by the output, or rounding: from here φ has no minimum
                break;
            }
            point = advance(point, curved, point.square() / curvature);
            step++;
            values.add(value(gradient, point));
            if (step >= next) {
                kept.add(new Iterate(step, point.direction(), values.getLast()));
                next *= SPACING;
            }
        }
        if (kept.isEmpty() || kept.getLast().step() < step) {
            kept.add(new Iterate(step, point.direction(), values.getLast()));
        }
        return List.copyOf(kept);
    }

    private Point advance(Point from, Vector curved, double length) {
        Vector direction = from.direction().plus(from.conjugate().times(length));
        Vector residual = from.residual().minus(curved.times(length));
        Vector scaled = precondition.apply(residual);
        double square = residual.dot(scaled);
        return new Point(direction, residual, scaled.plus(from.conjugate().times(square / from.square())), square);
    }

    /** {@code φ(d) = ½ (gᵀd − rᵀd)}, since {@code A d = −g − r}. */
    private static double value(Vector gradient, Point at) {
        return 0.5 * (gradient.dot(at.direction()) - at.residual().dot(at.direction()));
    }

    private boolean stands(List<Double> values) {
        int steps = values.size() - 1;
        int back = Math.max(10, steps / 10);
        double value = values.getLast();
        return steps > back && value < 0 && (value - values.get(steps - back)) / value < back * tolerance;
    }
}
