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
import org.recurve.compute.program.Program;
import org.recurve.compute.reference.ReferenceProgram;
import org.recurve.compute.reference.ReferenceProgram.EvaluationPoint;
import org.recurve.compute.session.Batch;

/**
 * Derivatives agree with finite differences, and with each other, in double: {@code (f(p + εd) − f(p − εd)) / 2ε} for
 * first derivatives, the same of the gradient for second ones, inner products for transposes.
 */
record DerivativeRules(Spec<Layer<?>> layer, List<Field> fields) {
    private static final int EXAMPLES = 3;
    private static final double EPSILON = 1e-5;
    private static final double TOLERANCE = 1e-6;

    List<ContractCheck> checks() {
        return List.of(
                new ContractCheck("has derivatives that agree with finite differences", this::forward),
                new ContractCheck("has gradients that are the transpose of derivatives", this::reverse),
                new ContractCheck("has second derivatives that agree with finite differences", this::second),
                new ContractCheck("has Gauss-Newton products that are symmetric and not negative", this::gaussNewton));
    }

    /** The model in double, at a point away from where biases are zero. */
    private final class Subject {
        private final Program program = ModelRules.program(layer, fields);
        private final ReferenceProgram referenceProgram = new ReferenceProgram(program, TestNumbers.stream("draws"));
        private final Batch like = new Batch(
                EXAMPLES, Map.of(), IntStream.range(0, EXAMPLES).asLongStream().toArray(), true, 0);
        private final EvaluationPoint at;

        Subject() {
            float[] start = program.start(TestNumbers.stream("start")).theta().toArray();
            double[] theta =
                    IntStream.range(0, start.length).mapToDouble(i -> start[i]).toArray();
            Map<String, double[]> values = new HashMap<>();
            fields.forEach(field -> values.put(field.name(), widened(TestNumbers.of(field, EXAMPLES))));
            at = new EvaluationPoint(
                    TestNumbers.moved(theta, 0.1, TestNumbers.doubles("offset", theta.length)), values);
        }

        EvaluationPoint direction(String name) {
            double[] theta = TestNumbers.doubles(name + " theta", at.theta().length);
            int size = at.of(Field.INPUT).length;
            boolean counts = fields.getFirst().classes().isEmpty(); // a class index has no neighbours to move to
            double[] input = counts ? TestNumbers.doubles(name, size) : new double[size];
            return new EvaluationPoint(theta, Map.of(Field.INPUT, input));
        }

        EvaluationPoint moved(double factor, EvaluationPoint along) {
            Map<String, double[]> values = new HashMap<>(at.fields());
            values.merge(Field.INPUT, along.of(Field.INPUT), (x, d) -> TestNumbers.moved(x, factor, d));
            return new EvaluationPoint(TestNumbers.moved(at.theta(), factor, along.theta()), values);
        }
    }

    private void forward() {
        Subject subject = new Subject();
        EvaluationPoint along = subject.direction("along");
        double[] ahead = subject.referenceProgram.outputs(subject.like, subject.moved(EPSILON, along));
        double[] behind = subject.referenceProgram.outputs(subject.like, subject.moved(-EPSILON, along));
        double[] difference = TestNumbers.moved(ahead, -1, behind);
        double[] slope = subject.referenceProgram.jvp(subject.like, subject.at, along);
        close(scaled(difference, 1 / (2 * EPSILON)), slope);
    }

    private void reverse() {
        Subject subject = new Subject();
        EvaluationPoint along = subject.direction("along");
        double[] slope = subject.referenceProgram.jvp(subject.like, subject.at, along);
        double[] cotangent = TestNumbers.doubles("cotangent", slope.length);
        EvaluationPoint gradient = subject.referenceProgram.vjp(subject.like, subject.at, cotangent);
        double forward = TestNumbers.dot(cotangent, slope);
        assertEquals(forward, dot(gradient, along), 1e-9 * scale(cotangent, slope));
    }

    private void second() {
        Subject subject = new Subject();
        EvaluationPoint along = subject.direction("along");
        double[] ahead = joined(subject.referenceProgram.gradient(subject.like, subject.moved(EPSILON, along)));
        double[] behind = joined(subject.referenceProgram.gradient(subject.like, subject.moved(-EPSILON, along)));
        double[] product = joined(subject.referenceProgram.hessian(subject.like, subject.at, along));
        close(scaled(TestNumbers.moved(ahead, -1, behind), 1 / (2 * EPSILON)), product);
    }

    private void gaussNewton() {
        Subject subject = new Subject();
        double[] u = subject.direction("u").theta();
        double[] v = subject.direction("v").theta();
        double[] gu = subject.referenceProgram.gaussNewton(subject.like, subject.at, u);
        double[] gv = subject.referenceProgram.gaussNewton(subject.like, subject.at, v);
        assertEquals(TestNumbers.dot(u, gv), TestNumbers.dot(v, gu), 1e-9 * scale(u, gv), "uᵀGv = vᵀGu");
        assertTrue(TestNumbers.dot(v, gv) >= -1e-9 * scale(v, gv), "vᵀGv is never negative under a convex loss");
    }

    private static double dot(EvaluationPoint a, EvaluationPoint b) {
        return TestNumbers.dot(joined(a), joined(b));
    }

    /** Parameters, then inputs. */
    private static double[] joined(EvaluationPoint point) {
        double[] input = point.of(Field.INPUT);
        double[] all = java.util.Arrays.copyOf(point.theta(), point.theta().length + input.length);
        System.arraycopy(input, 0, all, point.theta().length, input.length);
        return all;
    }

    private static double scale(double[] a, double[] b) {
        return 1 + StrictMath.sqrt(TestNumbers.dot(a, a) * TestNumbers.dot(b, b));
    }

    private static double[] scaled(double[] values, double factor) {
        return TestNumbers.moved(new double[values.length], factor, values);
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static void close(double[] differences, double[] derivatives) {
        double[] off = TestNumbers.moved(differences, -1, derivatives);
        double error = StrictMath.sqrt(TestNumbers.dot(off, off));
        double size = StrictMath.sqrt(TestNumbers.dot(derivatives, derivatives));
        assertTrue(
                error <= TOLERANCE * (1 + size),
                () -> "finite differences and derivatives are " + error + " apart, at a size of " + size);
    }
}
