package org.recurve.example;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.Default;
import org.recurve.api.plugin.Doc;
import org.recurve.api.plugin.Main;
import org.recurve.api.plugin.Plugin;

/** Writes what a table holds, a column a line: its name, how many values it has, and what they are. */
@Plugin(id = "example-columns", version = 1, summary = "the columns of a table, a line each")
public final class Columns implements Exporter.OfTables<Columns.Config> {
    /** The settings. */
    public record Config(
            @Doc("the separator between name, size and type") @Main @Default("\"\\t\"")
            String separator) {}

    @Override
    public String ending() {
        return "txt";
    }

    @Override
    public void write(Config config, Table table, OutputStream out) throws IOException {
        String text = table.columns().stream()
                .map(column -> String.join(
                        config.separator(), column.name(), Integer.toString(column.size()), type(column) + "\n"))
                .collect(Collectors.joining());
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String type(Table.Column column) {
        return switch (column) {
            case Table.Texts _ -> "text";
            case Table.Integers _ -> "whole numbers";
            case Table.Numbers _ -> "numbers";
        };
    }
}
