package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Field;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.compute.GraphValues;
import org.recurve.compute.trace.sequence.SequenceAxis;
import org.recurve.compute.trace.sequence.TracedLength;

/** Products of matrices against those of Commons Math. */
class MatrixTracingTest {
    private static final double NEAR = 1e-13;

    private final GraphValues values = new GraphValues();
    private final SplittableRandom random = new SplittableRandom(5);

    private RealMatrix draw(int rows, int columns) {
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            Arrays.setAll(row, i -> random.nextDouble(-1, 1));
        }
        return new Array2DRowRealMatrix(numbers);
    }

    private static double[] flat(RealMatrix... matrices) {
        return Arrays.stream(matrices)
                .flatMap(matrix -> Arrays.stream(matrix.getData()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private TracedValue value(String name, RealMatrix of) {
        return values.value(name, Shape.of(of.getRowDimension(), of.getColumnDimension()), flat(of));
    }

    private TracedValue shared(String name, RealMatrix of) {
        return values.parameter(name, Shape.of(of.getRowDimension(), of.getColumnDimension()), flat(of));
    }

    private void is(RealMatrix expected, Value product) {
        assertEquals(Shape.of(expected.getRowDimension(), expected.getColumnDimension()), product.shape());
        assertArrayEquals(flat(expected), values.of(product)[0], NEAR);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 4", "5, 1, 2", "1, 7, 1", "9, 8, 5"})
    void matricesAreMultipliedWhoeverHasThem(int n, int k, int m) {
        RealMatrix a = draw(n, k);
        RealMatrix b = draw(k, m);
        is(a.multiply(b), value("a", a).matmul(value("b", b)));
        is(a.multiply(b), value("a", a).matmul(shared("B", b)));
        is(a.multiply(b), shared("A", a).matmul(value("b", b)));
        Value both = shared("A", a).matmul(shared("B", b));
        assertTrue(both.shared());
        is(a.multiply(b), both);
    }

    @Test
    void transposesAreReadInPlace() {
        RealMatrix a = draw(4, 3);
        RealMatrix b = draw(5, 3);
        is(a.multiply(b.transpose()), value("a", a).matmul(value("b", b).transpose(1, 0)));
        is(
                b.multiply(a.transpose()),
                value("a", a).matmul(value("b", b).transpose(1, 0)).transpose(1, 0));
    }

    @Test
    void aVectorIsARowOrAColumn() {
        RealMatrix a = draw(2, 3);
        double[] v = {1, -2, 0.5};
        TracedValue vector = values.value("v", Shape.of(3), v);
        Value column = value("a", a).matmul(vector);
        assertEquals(Shape.of(2), column.shape());
        assertArrayEquals(a.operate(v), values.of(column)[0], NEAR);
        Value row = vector.matmul(value("at", a.transpose()));
        assertEquals(Shape.of(2), row.shape());
        assertArrayEquals(a.operate(v), values.of(row)[0], NEAR);
        Value dot = vector.matmul(vector);
        assertEquals(Shape.SCALAR, dot.shape());
        assertArrayEquals(new double[] {5.25}, values.of(dot)[0], NEAR);
    }

    @Test
    void extentsInFrontAreProductsByThemselves() {
        RealMatrix a = draw(2, 3);
        RealMatrix c = draw(2, 3);
        RealMatrix b = draw(3, 4);
        RealMatrix d = draw(3, 4);
        Value left = values.value("left", Shape.of(2, 2, 3), flat(a, c));
        Value right = values.value("right", Shape.of(2, 3, 4), flat(b, d));
        Value product = left.matmul(right);
        assertEquals(Shape.of(2, 2, 4), product.shape());
        assertArrayEquals(flat(a.multiply(b), c.multiply(d)), values.of(product)[0], NEAR);
        double[] repeated = flat(a.multiply(b), c.multiply(b));
        assertArrayEquals(repeated, values.of(left.matmul(value("b", b)))[0], NEAR);
        assertArrayEquals(repeated, values.of(left.matmul(value("b", b).reshape(1, 3, 4)))[0], NEAR);
        assertArrayEquals(repeated, values.of(left.matmul(shared("B", b)))[0], NEAR);
        double[] other = flat(a.multiply(b), a.multiply(d));
        assertArrayEquals(other, values.of(value("a", a).matmul(right))[0], NEAR);
        assertArrayEquals(other, values.of(shared("A", a).matmul(right))[0], NEAR);
    }

    /** Of {@code s = Σ G ∘ (A B)}: ∂s/∂A = G Bᵀ, ∂s/∂B = Aᵀ G, and of {@code Σ H ∘ G Bᵀ} by B again: Hᵀ G. */
    @Test
    void derivativesAreTheKnownOnesAndNest() {
        RealMatrix a = draw(4, 3);
        RealMatrix b = draw(3, 2);
        RealMatrix g = draw(4, 2);
        RealMatrix h = draw(4, 3);
        TracedValue left = value("a", a);
        TracedValue right = value("b", b);
        Value sum = left.matmul(right).times(value("g", g)).sum();
        var both = sum.gradient(left, right);
        is(g.multiply(b.transpose()), both.get(0));
        is(a.transpose().multiply(g), both.get(1));
        Value again = both.get(0).times(value("h", h)).sum();
        is(h.transpose().multiply(g), again.gradient(right).getFirst());
        TracedValue weights = shared("B", b);
        is(
                a.transpose().multiply(g),
                left.matmul(weights)
                        .times(value("g", g))
                        .sum()
                        .gradient(weights)
                        .getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "2x3, 4x5, 3 columns against 4 rows",
        "3, 2x3, 3 columns against 2 rows",
        "2x3, 2, 3 columns against 2 rows",
        "2x2x3, 5x3x4, 2 matrices against 5"
    })
    void shapesThatDoNotFitAreNamed(String left, String right, String why) {
        Shape a = shape(left);
        Shape b = shape(right);
        Value x = values.value("x", a, new double[a.size()]);
        Value y = values.value("y", b, new double[b.size()]);
        String said =
                assertThrows(IllegalArgumentException.class, () -> x.matmul(y)).getMessage();
        assertEquals(
                "there is no matrix product of shapes " + a + " and " + b + ": " + why
                        + "; [batch…, n, k] times [batch…, k, m] gives [batch…, n, m]",
                said);
    }

    private static Shape shape(String text) {
        return Shape.of(
                Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void aScalarIsNoMatrix() {
        Value scalar = values.value("s", Shape.SCALAR, new double[] {2});
        String said = assertThrows(IllegalArgumentException.class, () -> scalar.matmul(value("a", draw(2, 2))))
                .getMessage();
        assertTrue(said.contains("one of them is a scalar; use times"), said);
    }

    /** Two of three steps are true; what lies behind them is a hundred, or worse. */
    @Test
    void whatIsAbsentAlongEitherSequenceCountsNowhere() {
        GraphValues traced = new GraphValues(new Field(Field.LENGTH, Shape.SCALAR));
        traced.field(Field.LENGTH, new double[] {2});
        TracedValue x = traced.value("x", Shape.of(3, 2), new double[] {1, 2, 3, 4, 100, 100});
        x.along(0, TracedLength.of(traced.context().field(Field.LENGTH).node(), 3));
        TracedValue scores = traced.context().own(x.matmul(x.transpose(1, 0)));
        assertEquals(2, traced.context().axes().all(scores.node()).size());
        Value softened = scores.softmax(1);
        double one = 1 / (1 + StrictMath.exp(11 - 5));
        double two = 1 / (1 + StrictMath.exp(25 - 11));
        double[] soft = traced.of(softened)[0];
        assertArrayEquals(new double[] {one, 1 - one, 0, two, 1 - two, 0}, Arrays.copyOf(soft, 6), 1e-12);
        TracedValue read = traced.context().own(softened.matmul(x));
        assertEquals(
                new SequenceAxis(x.sequence().orElseThrow().length(), 1, 2),
                read.sequence().orElseThrow());
        assertArrayEquals(
                new double[] {one + 3 * (1 - one), 2 * one + 4 * (1 - one), two + 3 * (1 - two), 2 * two + 4 * (1 - two)
                },
                Arrays.copyOf(traced.of(read)[0], 4),
                1e-12);
        assertArrayEquals(new double[] {16, 36}, Arrays.copyOf(traced.of(scores.sum(0))[0], 2), 1e-12);
        assertEquals(13, traced.of(scores.mean())[0][0], 1e-12);
        assertEquals(25, traced.of(scores.max(1))[0][1], 1e-12);
        assertTrue(
                traced.context().cautions().isEmpty(),
                traced.context().cautions().toString());
    }

    @Test
    void whoReckonsWithOneSequenceIsToldOfTheOther() {
        GraphValues traced = new GraphValues(new Field(Field.LENGTH, Shape.SCALAR));
        TracedValue x = traced.value("x", Shape.of(3, 2), new double[6]);
        x.along(0, TracedLength.of(traced.context().field(Field.LENGTH).node(), 3));
        x.matmul(x.transpose(1, 0)).slice(0, 0, 2);
        assertEquals(1, traced.context().cautions().size());
    }
}
