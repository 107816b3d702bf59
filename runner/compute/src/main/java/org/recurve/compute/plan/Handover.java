package org.recurve.compute.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recurve.compute.graph.Node;
import org.recurve.compute.graph.Op;

/**
 * The memory of sequences that nobody reads after a scan. A stack of the scan may take it over, if each step of the sequence
 * has been read for the last time when that step of the stack is written: less memory, and warm from the reading.
 */
final class Handover {
    private record Dying(Node item, Slot slot, int lastRead) {}

    private final Schedule body;
    private final List<Dying> dying = new ArrayList<>();

    /**
     * Of a scan whose body is done in this order.
     *
     * @param around where a value around the scan lies
     * @param ends the same, if nobody reads it after the scan
     */
    Handover(Node node, Op.Scan scan, Schedule body, Function<Node, Slot> around, Function<Node, Optional<Slot>> ends) {
        this.body = body;
        List<Slot> read = node.inputs().stream().map(around).toList();
        for (int i = 0; i < scan.sequences().size(); i++) {
            Node sequence = node.input(scan.states().size() + i);
            Node item = scan.sequences().get(i);
            ends.apply(sequence)
                    .filter(slot -> Collections.frequency(read, slot) == 1)
                    .ifPresent(slot ->
                            dying.add(new Dying(item, slot, body.lastUse().getOrDefault(item, -1))));
        }
    }

    /** Memory for the stack of {@code rows} of what the body makes: of the sequence that was read last. */
    Optional<Slot> to(Node of, int rows) {
        int written = body.steps().indexOf(of);
        Optional<Dying> found = dying.stream()
                .filter(sequence -> sequence.slot().rows() == rows)
                .filter(sequence -> sequence.lastRead() < written
                        || sequence.lastRead() == written && readsInPlace(of, sequence.item()))
                .max(Comparator.comparingInt(Dying::lastRead));
        found.ifPresent(dying::remove);
        return found.map(Dying::slot);
    }

    /** Whether the pass reads the item once and row by row, so that it may be written where it is read. */
    private boolean readsInPlace(Node pass, Node item) {
        if (!(pass.op() instanceof Op.Apply)) {
            return false;
        }
        List<Reading> readings = Passes.of(pass, body.fusion()).inputs().stream()
                .filter(reading -> reading.of() == item)
                .toList();
        return readings.size() == 1 && !readings.getFirst().mapped() && item.rows() == pass.rows();
    }
}
