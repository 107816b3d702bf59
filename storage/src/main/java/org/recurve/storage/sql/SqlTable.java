package org.recurve.storage.sql;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A table that a query may name.
 *
 * @param columns in order
 * @param rows a value for each column, an {@link java.util.Optional} where it may be missing; asked for only if a query names the table
 */
public record SqlTable(String name, List<SqlColumn> columns, Supplier<Stream<Object[]>> rows) {
    public SqlTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param type of H2
     * @param comment what it holds
     */
    public record SqlColumn(String name, String type, String comment) {}
}
