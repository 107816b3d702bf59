package org.recurve.storage.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Changes gathered by statement: many rows at once take a fraction of the time that they take one by one. */
final class StatementBatches {
    /** So many rows are given to the database at once: it keeps a hundred times as much of a row as the row takes. */
    private static final int AT_ONCE = 1000;

    private final List<BatchedRows> rowses = new ArrayList<>(List.of(new BatchedRows()));
    private int size;

    /** Rows by statement. */
    private record BatchedRows(Map<String, List<Object[]>> changes, Map<String, List<Object[]>> updates) {
        private BatchedRows() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** Within a turn, statements are executed in the order in which each was first added. */
    void add(String sql, Object... row) {
        add(rowses.getLast().changes(), sql, row);
    }

    /** The same for a statement that finds the rows which others of its turn write: it comes after all of them. */
    void update(String sql, Object... row) {
        add(rowses.getLast().updates(), sql, row);
    }

    private void add(Map<String, List<Object[]>> to, String sql, Object... row) {
        to.computeIfAbsent(sql, fresh -> new ArrayList<>()).add(row);
        size++;
    }

    /** Executes what is added from now on after all that was added before. */
    void nextTurn() {
        rowses.add(new BatchedRows());
    }

    int size() {
        return size;
    }

    void execute(Handle handle) {
        for (BatchedRows batchedRows : rowses) {
            batchedRows.changes().forEach((sql, rows) -> execute(handle, sql, rows));
            batchedRows.updates().forEach((sql, rows) -> execute(handle, sql, rows));
        }
    }

    private static void execute(Handle handle, String sql, List<Object[]> rows) {
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (Object[] row : rows) {
                batch.add(row);
                if (batch.size() == AT_ONCE) {
                    batch.execute();
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
