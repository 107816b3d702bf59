package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.query.StoreTable;
import org.recurve.reports.text.JsonText;
import org.recurve.storage.sql.SqlTable;
import tools.jackson.databind.JsonNode;

class SqlTest {
    private static final String FILE = """
        study: sums
        data: {adding: {steps: 6, train: 32, validation: 16, test: 16}}
        model: [{recurrent: {cell: {elman: 4}}}, {dense: 1}]
        loss: squared-error
        train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
        measure: [test.mean-squared-error]
        seeds: 2
        ablate: {fast: {train.optimizer.learning-rate: 0.2}}
        """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void run() throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        assertEquals(0, recurve("run", file, "--store", store()).code());
        assertEquals(0, recurve("tag", "sums", "paper", "--store", store()).code());
        assertEquals(
                0,
                recurve("note", "sums/fast/0", "look here", "--store", store()).code());
    }

    private static Path store() {
        return folder.resolve("store");
    }

    private static Answer sql(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "sql";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--store";
        all[words.length + 2] = store();
        return recurve(all);
    }

    private static JsonNode json(String query) {
        Answer answer = sql(query, "--json");
        assertEquals(0, answer.code(), answer.err());
        return JsonText.parse(answer.out());
    }

    static Stream<String> documented() throws IOException {
        Matcher blocks =
                Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("SQL.md")));
        return blocks.results().map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void theQueriesOfThePageHaveAnswers(String query) {
        assertFalse(json(query).isEmpty(), query);
    }

    @Test
    void thePageHasTenQueries() throws IOException {
        assertEquals(10, documented().count());
    }

    @ParameterizedTest
    @EnumSource(StoreTable.class)
    void everyTableCanBeAskedForAllItsColumns(StoreTable table) {
        JsonNode rows = json("select * from " + table.title());
        for (JsonNode row : rows) {
            assertEquals(
                    table.columns().stream()
                            .map(SqlTable.SqlColumn::name)
                            .sorted()
                            .toList(),
                    row.propertyNames().stream().sorted().toList());
        }
        assertTrue(table == StoreTable.ARTIFACTS || !rows.isEmpty(), table.title());
    }

    /** The numbers of {@code show --json}, which are printed from the journals, to the last bit. */
    @Test
    void numbersAreThoseOfTheJournals() {
        JsonNode shown = JsonText.parse(
                recurve("show", "sums", "--json", "--store", store()).out());
        int compared = 0;
        for (JsonNode trial : shown.path("trials")) {
            String query = "select value from metrics where variant = '"
                    + trial.path("variant").asString() + "' and seed = "
                    + trial.path("seed").asInt() + " and metric = 'test.mean-squared-error'";
            double expected =
                    trial.path("metrics").path("test.mean-squared-error").asDouble();
            assertEquals(expected, json(query).get(0).path("value").asDouble(), 0.0);
            compared++;
        }
        assertEquals(4, compared);
    }

    @Test
    void settingsJoinMetrics() {
        JsonNode rows = json("select distinct s.number, m.variant from metrics m join settings s on s.trial = m.trial"
                + " where s.setting = 'train.optimizer.learning-rate' order by s.number");
        assertEquals(2, rows.size());
        assertEquals(0.1, rows.get(0).path("number").asDouble());
        assertEquals("fast", rows.get(1).path("variant").asString());
    }

    @Test
    void answersAreWrittenAsTablesOfOtherPrograms() throws IOException {
        String query = "select variant, seed from trials order by variant, seed";
        assertEquals(
                List.of("variant,seed", "baseline,0", "baseline,1", "fast,0", "fast,1"),
                sql(query, "--as", "csv").out().lines().toList());
        Path file = folder.resolve("answer.parquet");
        Answer written = sql(query, "--as", "parquet", "--to", file);
        assertEquals(0, written.code(), written.err());
        assertEquals("PAR1", new String(Files.readAllBytes(file), 0, 4, java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(sql(query, "--as", "parquet").err().contains("name a file for it: --to FILE"));
        assertEquals(2, sql(query, "--as", "npz").code());
    }

    /** What SQL can do to a machine, and what would change the tables. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "create alias run as 'void run() { System.exit(3); }'",
                "create alias env for 'java.lang.System.getenv'",
                "create trigger t before insert on metrics as 'org.h2.api.Trigger create() { return null; }'",
                "create table mine (a int)",
                "create view mine as select * from metrics",
                "create user other password 'x' admin",
                "grant all on schema public to reader",
                "alter user reader admin true",
                "alter user reader set password 'x'",
                "drop table metrics",
                "drop all objects",
                "delete from metrics",
                "update metrics set value = 0",
                "insert into metrics (value) values (0)",
                "truncate table metrics",
                "select 1 from metrics; drop table metrics",
                "shutdown",
                "shutdown immediately",
                "checkpoint sync",
                "backup to 'backup.zip'",
                "script to 'script.sql'",
                "script",
                "runscript from 'script.sql'",
                "set max_memory_rows 1",
                "select file_read('/etc/passwd') from metrics",
                "select file_write('x', 'written.txt') from metrics",
                "select * from csvread('/etc/passwd')",
                "call csvwrite('written.csv', 'select 1')",
                "select * from link_schema('a', '', 'jdbc:h2:mem:', '', '', 'public')",
                "create linked table l ('', 'jdbc:h2:mem:', '', '', 't')",
                "call abort_session(1)",
                "call memory_used()",
                "select * from nothing",
                "",
                "'"
            })
    void nothingButSelectingWorks(String query) throws IOException {
        Answer answer = sql(query);
        assertEquals(2, answer.code(), answer.out() + answer.err());
        assertTrue(answer.err().contains("recurve sql --tables lists the tables"), answer.err());
        for (String name : List.of("written.txt", "written.csv", "backup.zip", "script.sql")) {
            assertFalse(Files.exists(Path.of(name)), name);
        }
        assertEquals(4, json("select * from trials").size());
    }
}
