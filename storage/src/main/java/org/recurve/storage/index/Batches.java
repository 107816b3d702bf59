package org.recurve.storage.index;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Changes gathered by statement: many rows at once take a fraction of the time that they take one by one. */
final class Batches {
    /** In each turn, rows by statement. */
    private final List<Map<String, List<Object[]>>> turns = new ArrayList<>(List.of(new LinkedHashMap<>()));

    private int size;

    /** Within a turn, statements are executed in the order in which each was first added. */
    void add(String sql, Object... row) {
        turns.getLast().computeIfAbsent(sql, fresh -> new ArrayList<>()).add(row);
        size++;
    }

    /** What is added from now on is executed after all that was added before. */
    void nextTurn() {
        turns.add(new LinkedHashMap<>());
    }

    int size() {
        return size;
    }

    void execute(Handle handle) {
        turns.forEach(turn -> turn.forEach((sql, rows) -> {
            try (PreparedBatch batch = handle.prepareBatch(sql)) {
                rows.forEach(batch::add);
                batch.execute();
            }
        }));
    }
}
