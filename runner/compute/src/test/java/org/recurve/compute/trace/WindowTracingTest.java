package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Value;
import org.recurve.api.model.Window;
import org.recurve.api.model.Windowing;
import org.recurve.compute.GraphValues;

/** Windows of two over 4 1 3 2, reduced by hand. */
class WindowTracingTest {
    private final GraphValues values = new GraphValues();
    private final TracedValue x = values.value("x", Shape.of(1, 4), new double[] {4, 1, 3, 2});

    private static Windowing windowing(int size, int stride, Padding padding) {
        return new Windowing(Extents.of(size), Extents.of(stride), padding, Extents.of(1));
    }

    @Test
    void eachWindowIsReducedByItself() {
        Value largest = x.windows(
                windowing(2, 1, Padding.VALID), window -> window.values().max(0));
        assertEquals(Shape.of(1, 3), largest.shape());
        assertArrayEquals(new double[][] {{4, 3, 3}}, values.of(largest));
        assertArrayEquals(
                new double[][] {{5, 5}},
                values.of(x.windows(
                        windowing(2, 2, Padding.VALID),
                        window -> window.values().sum(0))));
    }

    private double[][] reduced(Function<Window, Value> reduce) {
        return values.of(x.windows(windowing(2, 2, Padding.VALID), reduce));
    }

    /** Windows 4 1 and 3 2: sums of squares, and of a multiple that belongs to the channel. */
    @Test
    void aSumOfAFunctionIsElementByElement() {
        assertArrayEquals(new double[][] {{17, 13}}, reduced(window -> window.sum(Value::square)));
        Value scale = values.parameter("scale", Shape.of(1), 3);
        assertArrayEquals(new double[][] {{15, 15}}, reduced(window -> window.sum(e -> e.times(scale.reshape(1, 1)))));
        assertArrayEquals(
                new double[][] {{0, 0}},
                reduced(window ->
                        window.sum(e -> values.context().plain(values.graph().fill(0, 4), Shape.of(1, 4)))));
    }

    /** What brings elements together would give numbers of the whole map in place of those of a window. */
    @Test
    void aFunctionThatIsNotElementwiseIsRefused() {
        List<UnaryOperator<Value>> refused = List.of(
                e -> e.softmax(1), e -> e.minus(e.max(1).reshape(1, 1)), e -> e.reverse(1), e -> e.times(e.mean()));
        for (UnaryOperator<Value> f : refused) {
            String said = assertThrows(IllegalArgumentException.class, () -> reduced(window -> window.sum(f)))
                    .getMessage();
            assertTrue(
                    said.contains("this one brings elements together or moves them; for what depends on the window"
                            + " use values() and present()"),
                    said);
        }
        String shape = assertThrows(IllegalArgumentException.class, () -> reduced(window -> window.sum(e -> e.sum(1))))
                .getMessage();
        assertTrue(shape.contains("it was given all maps, 1×4, and gave 1;"), shape);
    }

    /** log(e⁴ + e¹) and log(e³ + e²), shifted by the largest of each window. */
    @Test
    void whatDependsOnTheWindowIsSaidOfItsValues() {
        double[] found = reduced(window -> {
            Value e = window.values()
                    .minus(window.max())
                    .exp()
                    .times(window.present().reshape(-1, 1));
            return e.sum(0).log().plus(window.max());
        })[0];
        assertEquals(StrictMath.log(StrictMath.exp(4) + StrictMath.exp(1)), found[0], 1e-12);
        assertEquals(StrictMath.log(StrictMath.exp(3) + StrictMath.exp(2)), found[1], 1e-12);
    }

    /** The last of two windows of three has one position only. */
    @Test
    void whatIsPastTheEdgeIsAbsent() {
        Value counts = x.windows(
                windowing(3, 3, Padding.FULL), window -> window.count().reshape(1));
        assertArrayEquals(new double[][] {{1, 3}}, values.of(counts));
    }
}
