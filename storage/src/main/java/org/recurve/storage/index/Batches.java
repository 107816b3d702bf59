package org.recurve.storage.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Changes gathered by statement: many rows at once take a fraction of the time that they take one by one. */
final class Batches {
    private final List<Turn> turns = new ArrayList<>(List.of(new Turn()));
    private int size;

    /** Rows by statement. */
    private record Turn(Map<String, List<Object[]>> changes, Map<String, List<Object[]>> updates) {
        private Turn() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** Within a turn, statements are executed in the order in which each was first added. */
    void add(String sql, Object... row) {
        add(turns.getLast().changes(), sql, row);
    }

    /** The same for a statement that finds the rows which others of its turn write: it comes after all of them. */
    void update(String sql, Object... row) {
        add(turns.getLast().updates(), sql, row);
    }

    private void add(Map<String, List<Object[]>> to, String sql, Object... row) {
        to.computeIfAbsent(sql, fresh -> new ArrayList<>()).add(row);
        size++;
    }

    /** What is added from now on is executed after all that was added before. */
    void nextTurn() {
        turns.add(new Turn());
    }

    int size() {
        return size;
    }

    void execute(Handle handle) {
        for (Turn turn : turns) {
            turn.changes().forEach((sql, rows) -> execute(handle, sql, rows));
            turn.updates().forEach((sql, rows) -> execute(handle, sql, rows));
        }
    }

    private static void execute(Handle handle, String sql, List<Object[]> rows) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            rows.forEach(batch::add);
            batch.execute();
        }
    }
}
