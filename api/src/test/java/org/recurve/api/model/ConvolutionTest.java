package org.recurve.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;
import org.recurve.api.plugin.Spec;

class ConvolutionTest {
    /** Two kernels, in turn along the rows of the output. */
    @Plugin(id = "rows", summary = "two kernels, in turn by rows")
    public static final class Rows implements Sharing<NoConfig> {
        @Override
        public int bank(NoConfig config, Position at) {
            return at.index().getFirst() % 2;
        }
    }

    private static final Windowing THREE = Windowing.of(new Extents(List.of(3)));

    @Test
    void oneKernelServesAllPositionsByDefault() {
        Convolution convolution = new Convolution(8, THREE);
        assertEquals(Shape.of(1, 8, 2, 3, 3), convolution.weights(Shape.of(2, 5, 7)));
        assertEquals(Shape.of(8, 3, 5), convolution.over(Shape.of(2, 5, 7)));
        assertEquals(15, convolution.positions(Shape.of(5, 7)).size());
    }

    @Test
    void aSharingPatternDecidesHowManyKernelsThereAre() {
        Convolution convolution = new Convolution(8, THREE, 1, Optional.of(new Spec<>(new Rows(), new NoConfig())));
        assertEquals(Shape.of(2, 8, 2, 3, 3), convolution.weights(Shape.of(2, 5, 7)));
        assertEquals(
                List.of(0, 0, 1, 1, 0, 0),
                convolution.positions(Shape.of(5, 4)).stream()
                        .map(convolution::bank)
                        .toList());
    }

    @Test
    void groupsSplitTheChannels() {
        Convolution grouped = new Convolution(8, THREE, 2, Optional.empty());
        assertEquals(Shape.of(1, 8, 2, 3), grouped.weights(Shape.of(4, 9)));
        assertThrows(IllegalArgumentException.class, () -> grouped.weights(Shape.of(3, 9)));
    }

    @Test
    void positionsCountRowByRow() {
        List<Position> positions = new Convolution(1, THREE).positions(Shape.of(4, 5));
        for (int linear = 0; linear < positions.size(); linear++) {
            assertEquals(linear, positions.get(linear).linear());
        }
    }
}
