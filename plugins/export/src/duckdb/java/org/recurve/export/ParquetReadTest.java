package org.recurve.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;

/** Tables as DuckDB reads them, every number with its bits. */
class ParquetReadTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 1000, 70_000})
    void tablesComeBack(int rows) throws Exception {
        Random random = new Random(rows);
        List<String> texts = IntStream.range(0, rows)
                .mapToObj(i -> random.nextInt(4) == 0 ? "" : "tiled, \"4\" ✓ 🙂\n" + i)
                .toList();
        List<OptionalLong> integers = IntStream.range(0, rows)
                .mapToObj(i -> random.nextInt(4) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextLong()))
                .toList();
        List<OptionalDouble> numbers = IntStream.range(0, rows)
                .mapToObj(i -> random.nextInt(4) == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.longBitsToDouble(random.nextLong())))
                .toList();
        Table table = new Table(List.of(
                new Table.Texts("variant", texts),
                new Table.Integers("seed", integers),
                new Table.Numbers("test.accuracy", numbers)));
        assertEquals(table.columns(), read(written(table)).columns());
    }

    @Test
    void moreColumnsThanAListsHeadCounts() throws Exception {
        Table table = new Table(IntStream.range(0, 40)
                .<Table.Column>mapToObj(i -> new Table.Numbers("test.m" + i, List.of(OptionalDouble.of(i / 7.0))))
                .toList());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row = select(connection, written(table))) {
            assertEquals(40, row.getMetaData().getColumnCount());
            row.next();
            for (int i = 0; i < 40; i++) {
                assertEquals(i / 7.0, row.getDouble("test.m" + i));
            }
        }
    }

    private Path written(Table table) throws IOException {
        Path file = folder.resolve("table.parquet");
        try (OutputStream out = Files.newOutputStream(file)) {
            new ParquetExporter().write(new NoConfig(), table, out);
        }
        return file;
    }

    private static ResultSet select(Connection connection, Path file) throws SQLException {
        return connection.createStatement().executeQuery("select * from '" + file + "'");
    }

    private static Table read(Path file) throws SQLException {
        List<String> texts = new ArrayList<>();
        List<OptionalLong> integers = new ArrayList<>();
        List<OptionalDouble> numbers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet row = select(connection, file)) {
            while (row.next()) {
                String text = row.getString("variant");
                texts.add(row.wasNull() ? "" : text);
                long integer = row.getLong("seed");
                integers.add(row.wasNull() ? OptionalLong.empty() : OptionalLong.of(integer));
                double number = row.getDouble("test.accuracy");
                numbers.add(row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number));
            }
            return new Table(List.of(
                    new Table.Texts(row.getMetaData().getColumnName(1), texts),
                    new Table.Integers(row.getMetaData().getColumnName(2), integers),
                    new Table.Numbers(row.getMetaData().getColumnName(3), numbers)));
        }
    }
}
