package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.api.model.Shape;
import org.recurve.compute.inspect.UnitReceptiveField;

class FieldDrawingTest {
    private static FieldDrawing drawing(Shape input, int... elements) {
        BitSet seen = new BitSet();
        for (int element : elements) {
            seen.set(element);
        }
        return new FieldDrawing(new UnitReceptiveField("conv1", List.of(0, 1), Shape.of(4, 2, 2), input, seen));
    }

    @Test
    void channelsThatLookAlikeAreDrawnOnce() {
        assertEquals("""
                conv1[·,0,1] of 4×2×2 sees 4 of the 16 inputs: input[0–3,0–1,0–1] of 4×2×2, a box of 4×2×2

                input[0,3]
                  ██··
                  ····

                input[1–2]
                  ····
                  ··██""", drawing(Shape.of(4, 2, 2), 0, 7, 11, 12).text());
    }

    /** Two rows and three columns a mark: the first is seen whole, the next in part. */
    @Test
    void largeInputsShareMarks() {
        int width = 200;
        String text = drawing(Shape.of(1, 90, width), 0, 1, 2, width, width + 1, width + 2, 3)
                .text();
        List<String> lines = text.lines().toList();
        assertEquals("  █▒" + "·".repeat(65), lines.get(3));
        assertEquals(45, lines.stream().filter(line -> line.startsWith("  ")).count());
        assertTrue(text.endsWith("one mark stands for 2×3 inputs: █ it sees all, ▒ some, · none"), text);
    }

    @Test
    void whoSeesNothingIsNotDrawn() {
        assertEquals(
                "conv1[·,0,1] of 4×2×2 sees nothing of the input",
                drawing(Shape.of(3)).text());
    }
}
