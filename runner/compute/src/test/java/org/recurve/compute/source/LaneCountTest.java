package org.recurve.compute.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.recurve.compute.arithmetic.BlockLayout;

/** The number of lanes is written once, in {@link BlockLayout#LANES}: sources hold no number that could be it. */
class LaneCountTest {
    /** How often each file has the number 16, and what it counts there. */
    private static final Map<String, Integer> OTHER_SIXTEENS = Map.of(
            "BlockLayout.java", 1, // the number of lanes itself
            "SingleTile.java", 4, // units of the tallest register tile, and how many units are worth it
            "StraightTile.java", 2, // units of its register tile
            "GridTile.java", 4, // row 16 of 25 rows of lanes
            "MemoryArena.java", 1, // floats of a cache line
            "WinogradGrid.java", 1, // tiles from which on they are worth it
            "WinogradTile.java", 3, // row 16 of 24 and of 36 rows of lanes
            "PlanCache.java", 1); // initial size of a hash map

    @Test
    void lanesAreWrittenOnce() throws IOException {
        assertEquals(16, BlockLayout.LANES);
        Map<String, Integer> found = new TreeMap<>();
        ParsedSources.below("src/main/java").units().forEach(unit -> count(unit, found));
        assertEquals(new TreeMap<>(OTHER_SIXTEENS), found, "use BlockLayout.LANES");
    }

    @Test
    void everyWayToWriteThemIsNoticed() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        ParsedSources sources = ParsedSources.of("""
                class Text {
                    float[] sums = new float[16];
                    int a(int at) { return at + 16; }
                    int b(int at) { return at + 48; }
                    int c(int at) { return at >> 4 << 4; }
                    int d(int at) { return at & 15; }
                    int e(int at) { return at / 0x10 + at * 4 + 15; }
                }
                """);
        sources.units().forEach(unit -> count(unit, found));
        assertEquals(Map.of("Text.java", 7), found);
    }

    private static void count(CompilationUnitTree unit, Map<String, Integer> found) {
        String name = ParsedSources.name(unit);
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void none) {
                if (isNumber(literal, 16)) {
                    found.merge(name, 1, Integer::sum);
                }
                return null;
            }

            @Override
            public Void visitBinary(BinaryTree binary, Void none) {
                Tree right = binary.getRightOperand();
                boolean counts = switch (binary.getKind()) {
                    case LEFT_SHIFT, RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> isNumber(right, 4);
                    case AND -> isNumber(right, 15);
                    case PLUS -> isOffset(right);
                    default -> false;
                };
                if (counts) {
                    found.merge(name, 1, Integer::sum);
                }
                return super.visitBinary(binary, none);
            }
        }.scan(unit, null);
    }

    private static boolean isNumber(Tree tree, int number) {
        return tree instanceof LiteralTree literal && literal.getValue() instanceof Integer value && value == number;
    }

    /** Whether this is the offset of a row of lanes other than the second. */
    private static boolean isOffset(Tree tree) {
        return tree instanceof LiteralTree literal
                && literal.getValue() instanceof Integer value
                && value > 16
                && value % 16 == 0;
    }
}
