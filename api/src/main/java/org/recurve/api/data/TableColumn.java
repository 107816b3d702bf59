package org.recurve.api.data;

import java.util.List;
import java.util.Optional;

/** Says how the values of a table's column become numbers of an input. */
public sealed interface TableColumn {
    /** Returns the column's name. */
    String name();

    /** Returns what the numbers are called, as many as there are. */
    List<String> features();

    /**
     * A number, or a date as the number of days since 1970.
     *
     * @param date whether it is one
     * @param missing what stands for a value that is missing; empty if that is refused
     * @param indicator whether a second number says that the value was missing
     */
    record Measured(String name, boolean date, Optional<Float> missing, boolean indicator) implements TableColumn {
        @Override
        public List<String> features() {
            return indicator ? List.of(name, name + " missing") : List.of(name);
        }
    }

    /**
     * A category: a 1 in its place among several values, and 0 in those of the others.
     *
     * @param values that occurred, sorted
     */
    record Category(String name, List<String> values) implements TableColumn {
        public Category {
            values = List.copyOf(values);
        }

        @Override
        public List<String> features() {
            return values.stream().map(value -> name + "=" + value).toList();
        }
    }

    /**
     * A category as the number of its value among those of all such columns, for an embedding.
     *
     * @param first the number of the first value
     * @param values that occurred, sorted
     */
    record Indexed(String name, int first, List<String> values) implements TableColumn {
        public Indexed {
            values = List.copyOf(values);
        }

        @Override
        public List<String> features() {
            return List.of(name);
        }
    }
}
