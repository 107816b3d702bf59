package org.recurve.compute.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.api.random.Stream;

class InputBoxTest {
    @Test
    void aBoxHoldsEachElementAndNoMore() {
        Shape shape = Shape.of(3, 4, 5);
        Stream random = Stream.of(7);
        for (int round = 0; round < 300; round++) {
            BitSet elements = new BitSet();
            int from = random.in(round).below(0, shape.size());
            elements.set(from, from + 1 + random.in(round).below(1, shape.size() - from));
            elements.set(random.in(round).below(2, shape.size()));
            assertEquals(Optional.of(slowly(elements)), InputBox.around(elements, shape));
        }
        assertEquals(Optional.empty(), InputBox.around(new BitSet(), shape));
    }

    private static InputBox slowly(BitSet elements) {
        List<int[]> places = elements.stream()
                .mapToObj(e -> new int[] {e / 20, e / 5 % 4, e % 5})
                .toList();
        return new InputBox(
                IntStream.range(0, 3)
                        .mapToObj(axis ->
                                places.stream().mapToInt(p -> p[axis]).min().orElseThrow())
                        .toList(),
                IntStream.range(0, 3)
                        .mapToObj(axis ->
                                places.stream().mapToInt(p -> p[axis]).max().orElseThrow())
                        .toList());
    }
}
