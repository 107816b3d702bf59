package org.recurve.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;
import org.recurve.api.plugin.Plugin;

/**
 * A JSON object a row, a line each, in UTF-8. What is missing has no key; numbers that JSON lacks are the texts NaN, Infinity
 * and -Infinity.
 */
@Plugin(id = "json-lines", version = 1, summary = "tables as one JSON object a line")
public final class JsonLinesExporter implements Exporter.OfTables<NoConfig> {
    @Override
    public String ending() {
        return "jsonl";
    }

    @Override
    public void write(NoConfig config, Table table, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (int row = 0; row < table.rows(); row++) {
            int at = row;
            writer.write(table.columns().stream()
                    .flatMap(column ->
                            value(column, at).map(value -> JsonLiteral.quote(column.name()) + ":" + value).stream())
                    .collect(Collectors.joining(",", "{", "}\n")));
        }
        writer.flush();
    }

    private static Optional<String> value(Table.Column column, int row) {
        return switch (column) {
            case Table.Texts texts ->
                Optional.of(texts.values().get(row))
                        .filter(text -> !text.isEmpty())
                        .map(JsonLiteral::quote);
            case Table.Integers integers -> {
                OptionalLong value = integers.values().get(row);
                yield value.isPresent() ? Optional.of(Long.toString(value.getAsLong())) : Optional.empty();
            }
            case Table.Numbers numbers -> {
                OptionalDouble value = numbers.values().get(row);
                yield value.isPresent() ? Optional.of(JsonLiteral.number(value.getAsDouble())) : Optional.empty();
            }
        };
    }
}
