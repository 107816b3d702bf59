package org.recurve.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowingTest {
    private static Windowing windowing(int size, int stride, Padding padding, int dilation) {
        return new Windowing(extents(size), extents(stride), padding, extents(dilation));
    }

    private static Extents extents(int value) {
        return new Extents(List.of(value));
    }

    /** Input 16, kernel 6: without padding the extent shrinks to 11, 6 and 1; with "same" it stays. */
    @Test
    void stackedConvolutionsShrinkUnlessPadded() {
        Windowing valid = windowing(6, 1, Padding.VALID, 1);
        Shape first = valid.over(Shape.of(16));
        Shape second = valid.over(first);
        assertEquals(Shape.of(11), first);
        assertEquals(Shape.of(6), second);
        assertEquals(Shape.of(1), valid.over(second));
        assertEquals(Shape.of(16), windowing(6, 1, Padding.SAME, 1).over(Shape.of(16)));
        assertEquals(Shape.of(21), windowing(6, 1, Padding.FULL, 1).over(Shape.of(16)));
    }

    @ParameterizedTest
    @CsvSource({"5,3,1,1,2,3", "7,3,2,0,1,3", "10,2,3,1,1,4", "9,3,1,0,3,3"})
    void followsTheFormula(int extent, int size, int stride, int padding, int dilation, int windows) {
        Windowing windowing = windowing(size, stride, Padding.of(padding), dilation);
        assertEquals(Shape.of(windows), windowing.over(Shape.of(extent)));
    }

    /** Counting the places where a window fits is the definition; the formula must agree. */
    @Test
    void agreesWithCounting() {
        for (int extent = 1; extent <= 12; extent++) {
            for (int size = 1; size <= 4; size++) {
                for (int stride = 1; stride <= 3; stride++) {
                    for (int padding = 0; padding <= 2; padding++) {
                        int padded = extent + 2 * padding;
                        int reach = size;
                        int step = stride;
                        long count = IntStream.rangeClosed(0, padded)
                                .filter(start -> start % step == 0 && start + reach <= padded)
                                .count();
                        Windowing windowing = windowing(size, stride, Padding.of(padding), 1);
                        Shape input = Shape.of(extent);
                        if (count == 0) {
                            assertThrows(IllegalArgumentException.class, () -> windowing.over(input));
                        } else {
                            assertEquals(Shape.of((int) count), windowing.over(input));
                        }
                    }
                }
            }
        }
    }

    @Test
    void sameWithStrideGivesTheCeiling() {
        for (int extent = 1; extent <= 20; extent++) {
            for (int stride = 1; stride <= 4; stride++) {
                assertEquals(
                        Shape.of(Math.ceilDiv(extent, stride)),
                        windowing(3, stride, Padding.SAME, 1).over(Shape.of(extent)));
            }
        }
    }

    @Test
    void saysWhatDoesNotFit() {
        IllegalArgumentException tooSmall = assertThrows(
                IllegalArgumentException.class,
                () -> windowing(5, 1, Padding.VALID, 2).over(Shape.of(8)));
        assertEquals(
                "a window that reaches over 9 elements does not fit into an extent of 8 (with padding 8);"
                        + " make it smaller, or pad more",
                tooSmall.getMessage());
    }
}
