package org.recurve.api.export;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A table of results.
 *
 * @param columns of as many values each, with different names
 */
public record Table(List<Column> columns) {
    public Table {
        columns = List.copyOf(columns);
        if (columns.stream().mapToInt(Column::size).distinct().count() > 1
                || columns.stream().map(Column::name).distinct().count() < columns.size()) {
            throw new IllegalArgumentException("columns have one length and different names");
        }
    }

    /** Returns the number of rows. */
    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().size();
    }

    /** A named column of one type. */
    public sealed interface Column {
        String name();

        /** Returns how many values it has, those that are missing included. */
        int size();
    }

    /** Texts; one that is missing is empty. */
    public record Texts(String name, List<String> values) implements Column {
        public Texts {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /** Whole numbers, some of which may be missing. */
    public record Integers(String name, List<OptionalLong> values) implements Column {
        public Integers {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }

    /** Numbers, some of which may be missing; a NaN is there. */
    public record Numbers(String name, List<OptionalDouble> values) implements Column {
        public Numbers {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }
    }
}
