package org.recurve.compute.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.model.Extents;
import org.recurve.api.model.Padding;
import org.recurve.api.model.Shape;
import org.recurve.api.model.Windowing;
import org.recurve.compute.ir.GraphBuilder;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.trace.sequence.TracedLength;

/** The arithmetic of extents: ⌊(n + a + b − k) / s⌋ + 1 windows, and ⌈n / s⌉ of {@code same}. */
class TracedLengthTest {
    private static final int ROOM = 40;

    private static TracedValue sequence(int room) {
        TraceContext context = new TraceContext(List.of(), false, false, name -> false);
        GraphBuilder b = context.root();
        Node length = b.source(Op.SourceKind.FIELD, "length", 1, false);
        return context.plain(b.source(Op.SourceKind.FIELD, "input", room, false), Shape.of(1, room))
                .along(1, TracedLength.of(length, room));
    }

    private static Windowing windowing(Padding padding, int size, int stride, int dilation) {
        return new Windowing(
                new Extents(List.of(size)), new Extents(List.of(stride)), padding, new Extents(List.of(dilation)));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,1,1", "3,1,1", "5,1,1", "3,2,1", "2,2,1", "2,3,1", "3,1,2", "3,2,3", "4,3,2", "1,2,1"})
    void windowsLeaveAsManyPositionsAsTheFormulaSays(int size, int stride, int dilation) {
        int reach = (size - 1) * dilation + 1;
        Padding own = new Padding(Padding.Rule.EXPLICIT, List.of(2), List.of(1));
        for (int n = 1; n <= ROOM; n++) {
            assertEquals(
                    Math.max(1, Math.floorDiv(n - reach, stride) + 1),
                    SequenceWindows.of(sequence(ROOM), windowing(Padding.VALID, size, stride, dilation))
                            .length()
                            .count(n));
            assertEquals(
                    Math.max(1, Math.floorDiv(n + 3 - reach, stride) + 1),
                    SequenceWindows.of(sequence(ROOM), windowing(own, size, stride, dilation))
                            .length()
                            .count(n));
            assertEquals(
                    Math.floorDiv(n + reach - 2, stride) + 1,
                    SequenceWindows.of(sequence(ROOM), windowing(Padding.FULL, size, stride, dilation))
                            .length()
                            .count(n));
            assertEquals(
                    Math.ceilDiv(n, stride),
                    SequenceWindows.of(sequence(ROOM), windowing(Padding.SAME, size, stride, dilation))
                            .length()
                            .count(n));
        }
    }

    @ParameterizedTest
    @CsvSource({"3,2", "2,2", "4,3", "5,2", "3,1", "1,3"})
    void samePaddingInFrontDoesNotDependOnTheRoom(int size, int stride) {
        for (int room = Math.max(2, size); room <= ROOM; room++) {
            Windowing windowing = SequenceWindows.of(sequence(room), windowing(Padding.SAME, size, stride, 1))
                    .windowing();
            assertEquals(
                    Math.max(0, size - stride) / 2,
                    windowing.axis(0, Shape.of(room)).before());
            assertEquals(Shape.of(Math.ceilDiv(room, stride)), windowing.over(Shape.of(room)));
        }
    }

    @Test
    void cutsAndPaddingCountFromTheTrueEnd() {
        TracedLength ten = sequence(10).sequence().orElseThrow().length();
        assertEquals(4, ten.slice(2, 10).count(6));
        assertEquals(3, ten.slice(1, 4).count(6));
        assertEquals(5, ten.shorter(0, 1).count(6));
        assertEquals(9, ten.longer(3).count(6));
        assertEquals(5, ten.shorter(0, 1).needed(4));
    }
}
