package org.recurve.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * Comma-separated values after RFC 4180, in UTF-8: a header, a line a row, texts quoted where they must be. What is missing
 * is empty; a number is written with as many digits as tell it from all others, or as NaN, Infinity or -Infinity.
 * A text that a spreadsheet would take for a formula gets an apostrophe in front, which makes it text there; numbers stay.
 */
@Plugin(id = "csv", version = 1, summary = "tables as comma-separated values, after RFC 4180")
public final class CsvExporter implements Exporter.OfTables<NoConfig> {
    /** Says what begins like this is computed by spreadsheets, in ASCII or full width, also behind white space that they drop. */
    private static final Pattern FORMULA =
            Pattern.compile("[\\s\\p{Cc}\\p{Cf}]*[=+\\-@＝＋－＠].*|[\\t\\r\\n].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    @Override
    public String ending() {
        return "csv";
    }

    @Override
    public void write(NoConfig config, Table table, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        line(table.columns(), column -> text(column.name()), writer);
        for (int row = 0; row < table.rows(); row++) {
            int at = row;
            line(table.columns(), column -> cell(column, at), writer);
        }
        writer.flush();
    }

    private static void line(List<Table.Column> columns, Function<Table.Column, String> cell, Writer writer)
            throws IOException {
        writer.write(columns.stream().map(cell).map(CsvExporter::quoted).collect(Collectors.joining(",")));
        writer.write("\r\n");
    }

    private static String cell(Table.Column column, int row) {
        return switch (column) {
            case Table.Texts texts -> text(texts.values().get(row));
            case Table.Integers integers -> {
                OptionalLong value = integers.values().get(row);
                yield value.isPresent() ? Long.toString(value.getAsLong()) : "";
            }
            case Table.Numbers numbers -> {
                OptionalDouble value = numbers.values().get(row);
                yield value.isPresent() ? Double.toString(value.getAsDouble()) : "";
            }
        };
    }

    private static String text(String text) {
        boolean formula =
                FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
        return formula ? "'" + text : text;
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return special ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
