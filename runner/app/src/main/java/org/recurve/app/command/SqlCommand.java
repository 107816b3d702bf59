package org.recurve.app.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.Spec;
import org.recurve.app.display.CountText;
import org.recurve.app.display.TextTable;
import org.recurve.app.execution.DamageReport;
import org.recurve.app.export.ExporterChoice;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.PluginsOption;
import org.recurve.app.problem.Problem;
import org.recurve.app.problem.UserError;
import org.recurve.app.query.StoreTable;
import org.recurve.storage.Store;
import org.recurve.storage.file.DiskFailure;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.file.WholeFile;
import org.recurve.storage.sql.RefusedQuery;
import org.recurve.storage.sql.SqlDatabase;
import org.recurve.storage.view.StoreReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recurve sql "select …"}: what SQL asks of all studies of a store. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Ask SQL about all studies of the store; --tables lists what can be asked.")
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private final PluginsOption plugins = new PluginsOption();

    @Mixin
    private final CommonOptions options = new CommonOptions(plugins);

    @Parameters(paramLabel = "QUERY", arity = "0..1", description = "A query in H2's SQL: \"select … from metrics …\".")
    private Optional<String> query = Optional.empty();

    @Option(names = "--tables", description = "List the tables and their columns.")
    private boolean tables;

    @Option(
            names = ExporterChoice.AS,
            paramLabel = "FORMAT",
            description = "An exporter of tables, such as csv, json-lines or parquet (default: a table to read).")
    private Optional<String> format = Optional.empty();

    @Option(names = "--to", paramLabel = "FILE", description = "Where --as writes (default: standard output).")
    private Optional<Path> to = Optional.empty();

    @Override
    public Integer call() {
        if (tables) {
            options.out().println(TextTable.of(columns()));
            return 0;
        }
        String asked = query.orElseThrow(() -> new UserError(Problem.of(
                "there is no query",
                "such as: recurve sql \"select study, variant, avg(value) from metrics where metric = 'test.loss'"
                        + " group by study, variant\"",
                "recurve sql --tables lists the tables")));
        Optional<Spec<Exporter<?>>> exporter = format.map(name -> ExporterChoice.one(options.registry(), name));
        try (Store store = options.open()) {
            StoreReader reader = store.reader();
            Table answer = answer(asked, reader);
            if (exporter.isPresent()) {
                write(exporter.get(), answer);
            } else if (options.json()) {
                options.print(rows(answer));
            } else {
                options.out().println(TextTable.of(lines(answer)));
                options.out().println(CountText.of(answer.rows(), "row"));
            }
            return DamageReport.tell(reader.damages(), options);
        }
    }

    private static Table answer(String query, StoreReader reader) {
        try {
            return SqlDatabase.ask(query, StoreTable.all(reader));
        } catch (RefusedQuery e) {
            throw new UserError(
                    Problem.of(
                            String.valueOf(e.getMessage()), "recurve sql --tables lists the tables and their columns"),
                    e);
        }
    }

    private static List<List<String>> columns() {
        List<List<String>> lines = new ArrayList<>(List.of(List.of("table", "column", "type", "what it is")));
        for (StoreTable table : StoreTable.values()) {
            lines.add(List.of(table.title(), "", "", table.comment()));
            table.columns().forEach(column -> lines.add(List.of("", column.name(), column.type(), column.comment())));
        }
        return lines;
    }

    private void write(Spec<Exporter<?>> exporter, Table answer) {
        if (to.isPresent()) {
            try {
                WholeFile.write(to.get(), out -> ExporterChoice.write(exporter, answer, out));
            } catch (IOException e) {
                throw new StoreException("cannot write " + to.get() + ": " + DiskFailure.reason(e), e);
            }
            options.line(to.get().toString());
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ExporterChoice.write(exporter, answer, bytes);
            options.out().print(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())));
        } catch (CharacterCodingException e) {
            throw new UserError(Problem.of(exporter.id() + " does not write text", "name a file for it: --to FILE"), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<String>> lines(Table answer) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(answer.columns().stream().map(Table.Column::name).toList());
        for (int row = 0; row < answer.rows(); row++) {
            int at = row;
            lines.add(answer.columns().stream()
                    .map(column -> value(column, at).map(Object::toString).orElse(""))
                    .toList());
        }
        return lines;
    }

    private static List<Map<String, Object>> rows(Table answer) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < answer.rows(); row++) {
            Map<String, Object> values = new TreeMap<>();
            for (Table.Column column : answer.columns()) {
                values.put(column.name(), value(column, row));
            }
            rows.add(values);
        }
        return rows;
    }

    private static Optional<Object> value(Table.Column column, int row) {
        return switch (column) {
            case Table.Texts texts -> Optional.of(texts.values().get(row));
            case Table.Integers whole ->
                whole.values().get(row).stream()
                        .boxed()
                        .<Object>map(each -> each)
                        .findFirst();
            case Table.Numbers numbers ->
                numbers.values().get(row).stream()
                        .boxed()
                        .<Object>map(each -> each)
                        .findFirst();
        };
    }
}
