package org.recurve.bench.sidebyside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.bench.measure.Row;

/** Every row of every round, by the work it timed and by who ran it. */
final class Results {

    /** A piece of work, as rows name it. */
    record Task(String what, String size) {}

    private final Map<Task, Map<String, Map<Integer, Row>>> rows = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>(List.of("round\tentrant\t" + Row.HEADER));

    void add(int round, String entrant, List<Row> timed) {
        for (Row row : timed) {
            rows.computeIfAbsent(new Task(row.what(), row.size()), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(entrant, _ -> new LinkedHashMap<>())
                    .put(round, row);
            lines.add(round + "\t" + entrant + "\t" + row.toTsv());
        }
    }

    /** All work done, in the order of its first appearance. */
    Set<Task> work() {
        return rows.keySet();
    }

    /** By entrant, its row in each round. */
    Map<String, Map<Integer, Row>> of(Task work) {
        return rows.getOrDefault(work, Map.of());
    }

    /** All rows as they were timed. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }
}
