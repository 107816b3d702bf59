package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/** One table of the trials of all studies, read back as JSON lines and compared with what SQL and show say. */
class ExportAllTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void run() throws IOException {
        String other = SmallStudy.FILE
                .replace("study: sums", "study: lstms")
                .replace("{elman: 4}", "{lstm: 5}")
                .replace("sgd", "adam");
        run("sums", SmallStudy.FILE + "seeds: 2\nablate: {fast: {train.optimizer.learning-rate: 0.2}}\n");
        run("lstms", other);
    }

    private static void run(String name, String text) throws IOException {
        Answer answer = ask("run", Files.writeString(folder.resolve(name + ".yaml"), text));
        assertEquals(0, answer.code(), answer.err());
    }

    private static Answer ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store")));
        return recurve(all.toArray());
    }

    private static List<JsonNode> exported(Object... words) throws IOException {
        List<Object> all =
                new ArrayList<>(List.of("export", "--all", "--as", "json-lines", "--to", folder.resolve("out")));
        all.addAll(List.of(words));
        Answer answer = ask(all.toArray());
        assertEquals(0, answer.code(), answer.err());
        Path file = Path.of(answer.out().strip());
        return Files.readAllLines(file).stream().map(JsonText::parse).toList();
    }

    private static JsonNode sql(String query) {
        Answer answer = ask("sql", query, "--json");
        assertEquals(0, answer.code(), answer.err());
        return JsonText.parse(answer.out());
    }

    @Test
    void aRowHasWhatSqlSaysOfTheTrialItsMetricsAndItsSettings() throws IOException {
        List<JsonNode> rows = exported();
        assertEquals(5, rows.size());
        for (JsonNode row : rows) {
            String trial = row.path("trial").asString();
            JsonNode named =
                    sql("select * from trials where trial = '" + trial + "'").get(0);
            for (String column : named.propertyNames()) {
                if (!column.equals("started")) { // a time there, a text here
                    assertEquals(
                            named.path(column).asString(""), row.path(column).asString(""), column);
                }
            }
            assertTrue(row.path("started").asString().endsWith("Z"));
            for (JsonNode metric : sql("select metric, value from metrics where trial = '" + trial + "'")) {
                String name = metric.path("metric").asString();
                assertEquals(metric.path("value").asDouble(), row.path(name).asDouble(), 0.0, name);
            }
            for (JsonNode setting : sql("select setting, text, number from settings where trial = '" + trial + "'")) {
                JsonNode value = row.path(setting.path("setting").asString());
                if (value.isNumber()) {
                    assertEquals(setting.path("number").asDouble(), value.asDouble(), 0.0);
                } else {
                    assertTrue(value.asString().startsWith(setting.path("text").asString()), setting + " " + value);
                }
            }
        }
    }

    @Test
    void aSettingIsNumbersWhereAllAreAndMissingWhereATrialHasNone() throws IOException {
        for (JsonNode row : exported()) {
            boolean sums = row.path("study").asString().equals("sums");
            assertEquals(sums ? "sgd" : "adam", row.path("train.optimizer").asString());
            assertEquals(sums ? "elman" : "lstm", row.path("recurrent1.cell").asString());
            assertEquals(sums ? 4.0 : 5.0, row.path("recurrent1.cell.units").asDouble());
            assertTrue(row.path("train.optimizer.learning-rate").isNumber(), row.toString());
            assertEquals(!sums, row.path("train.optimizer.beta1").isNumber(), row.toString());
        }
    }

    @Test
    void aConditionChoosesTheRows() throws IOException {
        assertEquals(
                2, exported("--where", "train.optimizer.learning-rate > 0.15").size());
        assertEquals(0, exported("--where", "seed > 100").size());
    }

    @Test
    void otherFormatsAreWritten() throws IOException {
        Answer answer = ask("export", "--all", "--as", "parquet", "--as", "csv", "--to", folder.resolve("two"));
        assertEquals(0, answer.code(), answer.err());
        byte[] parquet = Files.readAllBytes(folder.resolve("two/trials.parquet"));
        assertEquals("PAR1", new String(parquet, 0, 4, StandardCharsets.US_ASCII));
        assertEquals(6, Files.readAllLines(folder.resolve("two/trials.csv")).size());
    }

    @Test
    void mistakesAreSaid() {
        assertTrue(ask("export").err().startsWith("name a study or trials to export, or say --all"));
        assertEquals(2, ask("export", "sums", "--all").code());
        assertEquals(2, ask("export", "sums", "--where", "seed = 0").code());
        assertTrue(ask("export", "--all", "--as", "npz").err().startsWith("npz writes weights, and --all exports"));
        assertTrue(ask("export", "--all", "--where", "no.such > 1").err().contains("no.such"));
    }
}
