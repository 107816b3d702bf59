package org.recurve.compute.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.compute.ir.Node;
import org.recurve.compute.ir.Op;
import org.recurve.compute.runtime.BufferView;

/**
 * The memory of sequences that nobody reads after a scan. A stack of the scan may take it over, if each step of the sequence
 * has been read for the last time when that step of the stack is written: less memory, and warm from the reading.
 */
final class BufferReuse {
    private record ReusableSequence(Node item, BufferView view, int lastRead) {}

    private final ExecutionSchedule body;
    private final List<ReusableSequence> dying = new ArrayList<>();

    /**
     * Plans the buffers of a scan whose body is done in this order.
     *
     * @param around the graph that the scan is part of
     */
    BufferReuse(Node node, Op.Scan scan, ExecutionSchedule body, ScanSurroundings around) {
        this.body = body;
        List<BufferView> read = node.inputs().stream().map(around::slot).toList();
        for (int i = 0; i < scan.sequences().size(); i++) {
            Node sequence = node.input(scan.states().size() + i);
            Node item = scan.sequences().get(i);
            around.dying(sequence)
                    .filter(view -> Collections.frequency(read, view) == 1)
                    .ifPresent(view -> dying.add(
                            new ReusableSequence(item, view, body.lastUse().getOrDefault(item, -1))));
        }
    }

    /** Memory for the stack of {@code rows} of what the body makes: of the sequence that was read last. */
    Optional<BufferView> to(Node value, int rows) {
        int written = body.steps().indexOf(value);
        Optional<ReusableSequence> found = dying.stream()
                .filter(sequence -> sequence.view().rows() == rows)
                .filter(sequence -> sequence.lastRead() < written
                        || sequence.lastRead() == written && readsInPlace(value, sequence.item()))
                .max(Comparator.comparingInt(ReusableSequence::lastRead));
        found.ifPresent(dying::remove);
        return found.map(ReusableSequence::view);
    }

    /** Returns whether the pass reads the item once and row by row, so that it may be written where it is read. */
    private boolean readsInPlace(Node pass, Node item) {
        if (!(pass.op() instanceof Op.Elementwise)) {
            return false;
        }
        List<IndexedRead> reads = FusionGroup.of(List.of(pass), body.analysis()).inputs().stream()
                .filter(indexedRead -> indexedRead.of() == item)
                .toList();
        return reads.size() == 1 && !reads.getFirst().mapped() && item.rows() == pass.rows();
    }
}
