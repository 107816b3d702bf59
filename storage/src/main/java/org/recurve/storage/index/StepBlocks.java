package org.recurve.storage.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.recurve.api.event.Event;

/**
 * The quantities of steps, in rows of {@value #SIZE} values: a row a number would take twenty times the space and the time.
 * Gathers what one stretch of a journal brings, to be written at once.
 */
public final class StepBlocks {
    public static final String LOSS = "loss";
    public static final String GRADIENT_NORM = "gradient-norm";

    static final int SIZE = 1024;

    private final Map<String, GrowingColumn> gathered = new LinkedHashMap<>();

    void add(Event.StepDone step) {
        add(LOSS, step.step(), step.loss());
        add(GRADIENT_NORM, step.step(), step.gradientNorm());
        step.watched().forEach((name, value) -> add(name, step.step(), value));
    }

    private void add(String name, long step, double value) {
        gathered.computeIfAbsent(name, fresh -> new GrowingColumn()).add(step, value);
    }

    /** @param first whether the index has none of this journal yet */
    void add(Handle handle, int journal, boolean first, StatementBatches batches) {
        gathered.forEach((name, growingColumn) -> add(
                name,
                growingColumn.column(),
                first ? LastBlock.NONE : last(handle, journal, name),
                handle,
                journal,
                batches));
    }

    /** The last block of a quantity. */
    private record LastBlock(int number, int size) {
        private static final LastBlock NONE = new LastBlock(-1, SIZE);
    }

    private static LastBlock last(Handle handle, int journal, String name) {
        return handle.select(
                        "select number, size from block where journal = ? and name = ? order by number desc limit 1",
                        journal,
                        name)
                .map((row, context) -> new LastBlock(row.getInt(1), row.getInt(2)))
                .findOne()
                .orElse(LastBlock.NONE);
    }

    /** The last block may have room left: it is filled first. */
    private static void add(
            String name, StepColumn fresh, LastBlock lastBlock, Handle handle, int journal, StatementBatches batches) {
        int number = lastBlock.size() < SIZE ? lastBlock.number() : lastBlock.number() + 1;
        StepColumn column =
                lastBlock.size() < SIZE ? block(handle, journal, name, number).with(fresh) : fresh;
        for (int from = 0; from < column.size(); from += SIZE) {
            StepColumn block = column.slice(from, Math.min(from + SIZE, column.size()));
            batches.add(
                    "merge into block key (journal, name, number) values (?, ?, ?, ?, ?)",
                    journal,
                    name,
                    number++,
                    block.size(),
                    block.toBytes());
        }
    }

    private static StepColumn block(Handle handle, int journal, String name, int number) {
        return StepColumn.of(handle.select(
                        "select content from block where journal = ? and name = ? and number = ?",
                        journal,
                        name,
                        number)
                .mapTo(byte[].class)
                .one());
    }

    /** Returns the names of a journal's quantities: {@value #LOSS} and {@value #GRADIENT_NORM}, then the watched ones by name. */
    public static List<String> names(Handle handle, int journal) {
        return ordered(handle.select("select distinct name from block where journal = ? order by name", journal)
                .mapTo(String.class)
                .list());
    }

    /** Returns these names, which are sorted, in that order. */
    public static List<String> ordered(List<String> sorted) {
        List<String> names = new ArrayList<>(sorted);
        List<String> first =
                List.of(LOSS, GRADIENT_NORM).stream().filter(names::remove).toList();
        names.addAll(0, first);
        return names;
    }

    /** Returns all of one quantity; empty if there is none of that name. */
    public static StepColumn read(Handle handle, int journal, String name) {
        return joined(
                handle.select("select content from block where journal = ? and name = ? order by number", journal, name)
                        .mapTo(byte[].class)
                        .map(StepColumn::of)
                        .list());
    }

    /** Returns the blocks of one quantity, in their order, as one. */
    public static StepColumn joined(List<StepColumn> blocks) {
        GrowingColumn all = new GrowingColumn();
        blocks.forEach(all::add);
        return all.column();
    }

    /** A column that doubles its room when it is full. */
    private static final class GrowingColumn {
        private StepColumn room = StepColumn.EMPTY.sized(SIZE);
        private int size;

        private void add(long step, double value) {
            if (size == room.size()) {
                room = room.sized(2 * size);
            }
            room.steps()[size] = step;
            room.values()[size++] = value;
        }

        private void add(StepColumn more) {
            for (int i = 0; i < more.size(); i++) {
                add(more.steps()[i], more.values()[i]);
            }
        }

        private StepColumn column() {
            return room.sized(size);
        }
    }
}
