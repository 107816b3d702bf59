package org.recurve.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Windowing;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Spec;

class SharingTest {
    private static Convolution convolution(Spec<Sharing<?>> sharing) {
        return new Convolution(3, Windowing.of(new Extents(List.of(1))), 1, Optional.of(sharing));
    }

    private static Convolution tiled(Integer... kernels) {
        return convolution(new Spec<>(new Tiled(), new Tiled.Config(new Extents(List.of(kernels)))));
    }

    private static List<Integer> banks(Convolution convolution, int... extents) {
        return convolution.positions(Shape.of(extents)).stream()
                .map(convolution::bank)
                .toList();
    }

    @Test
    void oneTileIsShared() {
        Convolution shared = convolution(new Spec<>(new Shared(), new NoConfig()));
        assertEquals(banks(shared, 5, 4), banks(tiled(1), 5, 4));
        assertEquals(1, shared.banks(Shape.of(5, 4)));
    }

    @Test
    void asManyTilesAsPositionsIsUnshared() {
        List<Integer> unshared = banks(convolution(new Spec<>(new Unshared(), new NoConfig())), 5, 4);
        assertEquals(IntStream.range(0, 20).boxed().toList(), unshared);
        assertEquals(unshared, banks(tiled(5), 5, 4));
        assertEquals(unshared, banks(tiled(5, 4), 5, 4));
        assertEquals(unshared, banks(tiled(99), 5, 4));
    }

    @Test
    void kernelsTakeTurns() {
        assertEquals(List.of(0, 1, 2, 0, 1, 2, 0), banks(tiled(3), 7));
        assertEquals(List.of(0, 1, 0, 2, 3, 2, 0, 1, 0), banks(tiled(2), 3, 3));
    }

    @Test
    void unitsAMultipleOfTilesApartShareAndNeighboursDiffer() {
        for (int tiles = 2; tiles <= 4; tiles++) {
            Convolution convolution = tiled(tiles);
            assertEquals(tiles * tiles, convolution.banks(Shape.of(9, 8)));
            for (Position at : convolution.positions(Shape.of(9, 8))) {
                for (int axis = 0; axis < 2; axis++) {
                    if (at.index().get(axis) + tiles < at.extents().get(axis)) {
                        assertEquals(convolution.bank(at), convolution.bank(moved(at, axis, tiles)));
                        assertNotEquals(convolution.bank(at), convolution.bank(moved(at, axis, 1)));
                    }
                }
            }
        }
    }

    private static Position moved(Position at, int axis, int by) {
        List<Integer> index = IntStream.range(0, at.index().size())
                .mapToObj(i -> at.index().get(i) + (i == axis ? by : 0))
                .toList();
        return new Position(index, at.extents(), at.window());
    }

    @Test
    void axesMayHaveDifferentNumbersOfTiles() {
        assertEquals(List.of(0, 0, 0, 1, 1, 1), banks(tiled(2, 1), 2, 3));
        assertThrows(IllegalArgumentException.class, () -> banks(tiled(2, 1), 7));
    }
}
