package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.api.data.Field;
import org.recurve.api.model.Layer;
import org.recurve.api.plugin.Spec;
import org.recurve.compute.Batch;
import org.recurve.compute.Program;
import org.recurve.compute.Reference;
import org.recurve.compute.Reference.Point;

/**
 * Derivatives agree with finite differences, and with each other, in double: {@code (f(p + εd) − f(p − εd)) / 2ε} for
 * first derivatives, the same of the gradient for second ones, inner products for transposes.
 */
record DerivativeRules(Spec<Layer<?>> layer, List<Field> fields) {
    private static final int EXAMPLES = 3;
    private static final double EPSILON = 1e-5;
    private static final double TOLERANCE = 1e-6;

    List<Check> checks() {
        return List.of(
                new Check("has derivatives that agree with finite differences", this::forward),
                new Check("has gradients that are the transpose of derivatives", this::reverse),
                new Check("has second derivatives that agree with finite differences", this::second),
                new Check("has Gauss-Newton products that are symmetric and not negative", this::gaussNewton));
    }

    /** The model in double, at a point away from where biases are zero. */
    private final class Subject {
        private final Program program = ModelRules.program(layer, fields);
        private final Reference reference = new Reference(program, Numbers.stream("draws"));
        private final Batch like = new Batch(
                EXAMPLES, Map.of(), IntStream.range(0, EXAMPLES).asLongStream().toArray(), true, 0);
        private final Point at;

        Subject() {
            float[] start = program.start(Numbers.stream("start")).theta().toArray();
            double[] theta =
                    IntStream.range(0, start.length).mapToDouble(i -> start[i]).toArray();
            Map<String, double[]> values = new HashMap<>();
            fields.forEach(field -> values.put(field.name(), widened(Numbers.of(field, EXAMPLES))));
            at = new Point(Numbers.moved(theta, 0.1, Numbers.doubles("offset", theta.length)), values);
        }

        Point direction(String name) {
            double[] theta = Numbers.doubles(name + " theta", at.theta().length);
            int size = at.of(Field.INPUT).length;
            boolean counts = fields.getFirst().classes().isEmpty(); // a class index has no neighbours to move to
            double[] input = counts ? Numbers.doubles(name, size) : new double[size];
            return new Point(theta, Map.of(Field.INPUT, input));
        }

        Point moved(double factor, Point along) {
            Map<String, double[]> values = new HashMap<>(at.fields());
            values.merge(Field.INPUT, along.of(Field.INPUT), (x, d) -> Numbers.moved(x, factor, d));
            return new Point(Numbers.moved(at.theta(), factor, along.theta()), values);
        }
    }

    private void forward() {
        Subject subject = new Subject();
        Point along = subject.direction("along");
        double[] ahead = subject.reference.outputs(subject.like, subject.moved(EPSILON, along));
        double[] behind = subject.reference.outputs(subject.like, subject.moved(-EPSILON, along));
        double[] difference = Numbers.moved(ahead, -1, behind);
        double[] slope = subject.reference.jvp(subject.like, subject.at, along);
        close(scaled(difference, 1 / (2 * EPSILON)), slope);
    }

    private void reverse() {
        Subject subject = new Subject();
        Point along = subject.direction("along");
        double[] slope = subject.reference.jvp(subject.like, subject.at, along);
        double[] cotangent = Numbers.doubles("cotangent", slope.length);
        Point gradient = subject.reference.vjp(subject.like, subject.at, cotangent);
        double forward = Numbers.dot(cotangent, slope);
        assertEquals(forward, dot(gradient, along), 1e-9 * scale(cotangent, slope));
    }

    private void second() {
        Subject subject = new Subject();
        Point along = subject.direction("along");
        double[] ahead = joined(subject.reference.gradient(subject.like, subject.moved(EPSILON, along)));
        double[] behind = joined(subject.reference.gradient(subject.like, subject.moved(-EPSILON, along)));
        double[] product = joined(subject.reference.hessian(subject.like, subject.at, along));
        close(scaled(Numbers.moved(ahead, -1, behind), 1 / (2 * EPSILON)), product);
    }

    private void gaussNewton() {
        Subject subject = new Subject();
        double[] u = subject.direction("u").theta();
        double[] v = subject.direction("v").theta();
        double[] gu = subject.reference.gaussNewton(subject.like, subject.at, u);
        double[] gv = subject.reference.gaussNewton(subject.like, subject.at, v);
        assertEquals(Numbers.dot(u, gv), Numbers.dot(v, gu), 1e-9 * scale(u, gv), "uᵀGv = vᵀGu");
        assertTrue(Numbers.dot(v, gv) >= -1e-9 * scale(v, gv), "vᵀGv is never negative under a convex loss");
    }

    private static double dot(Point a, Point b) {
        return Numbers.dot(joined(a), joined(b));
    }

    /** Parameters, then inputs. */
    private static double[] joined(Point point) {
        double[] input = point.of(Field.INPUT);
        double[] all = java.util.Arrays.copyOf(point.theta(), point.theta().length + input.length);
        System.arraycopy(input, 0, all, point.theta().length, input.length);
        return all;
    }

    private static double scale(double[] a, double[] b) {
        return 1 + StrictMath.sqrt(Numbers.dot(a, a) * Numbers.dot(b, b));
    }

    private static double[] scaled(double[] values, double factor) {
        return Numbers.moved(new double[values.length], factor, values);
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static void close(double[] differences, double[] derivatives) {
        double[] off = Numbers.moved(differences, -1, derivatives);
        double error = StrictMath.sqrt(Numbers.dot(off, off));
        double size = StrictMath.sqrt(Numbers.dot(derivatives, derivatives));
        assertTrue(
                error <= TOLERANCE * (1 + size),
                () -> "finite differences and derivatives are " + error + " apart, at a size of " + size);
    }
}
