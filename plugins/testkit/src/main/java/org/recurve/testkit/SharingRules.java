package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.recurve.api.model.Channels;
import org.recurve.api.model.Connectivity;
import org.recurve.api.model.Convolution;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Position;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Sharing;
import org.recurve.api.model.Windowing;

/** Checks what is demanded of the patterns of a convolution: which kernel, which tap, which channels. */
final class SharingRules {
    private static final List<Shape> SPACES =
            List.of(Shape.of(9), Shape.of(6, 5), Shape.of(4, 4, 4), Shape.of(3), Shape.of(3, 3));

    private SharingRules() {}

    static <C extends Record> List<ContractCheck> checks(Sharing<C> sharing, C config) {
        return List.of(
                new ContractCheck("uses every kernel it asks for", () -> banks(sharing, config)),
                new ContractCheck("names taps that a kernel has", () -> taps(sharing, config)));
    }

    static <C extends Record> List<ContractCheck> checks(Connectivity<C> connectivity, C config, Channels channels) {
        return List.of(new ContractCheck(
                "connects every filter, always alike", () -> connected(connectivity, config, channels)));
    }

    private static List<Position> positions(Shape space) {
        return new Convolution(1, Windowing.of(new Extents(List.of(3)))).positions(space);
    }

    private static <C extends Record> void banks(Sharing<C> sharing, C config) {
        for (Shape space : SPACES) {
            TreeSet<Integer> banks = positions(space).stream()
                    .map(at -> sharing.bank(config, at))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    IntStream.range(0, banks.size()).boxed().toList(),
                    List.copyOf(banks),
                    () -> "kernels are numbered from 0 without a gap, on " + space);
        }
    }

    private static <C extends Record> void taps(Sharing<C> sharing, C config) {
        for (Shape space : SPACES) {
            for (Position at : positions(space)) {
                int taps = new Shape(at.window()).size();
                for (int tap = 0; tap < taps; tap++) {
                    int mapped = sharing.tap(config, at, tap);
                    assertTrue(mapped >= 0 && mapped < taps, () -> "there is no tap " + mapped + " among " + taps);
                }
            }
        }
    }

    private static <C extends Record> void connected(Connectivity<C> connectivity, C config, Channels channels) {
        for (int to = 0; to < channels.filters(); to++) {
            int filter = to;
            int[] seen = seen(connectivity, config, channels, filter);
            assertTrue(seen.length > 0, () -> "filter " + filter + " sees no channel");
            assertArrayEquals(seen, seen(connectivity, config, channels, filter));
        }
    }

    private static <C extends Record> int[] seen(
            Connectivity<C> connectivity, C config, Channels channels, int filter) {
        return IntStream.range(0, channels.inputs())
                .filter(from -> connectivity.connected(config, channels, from, filter))
                .toArray();
    }
}
