package org.recurve.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.recurve.api.export.Exporter;
import org.recurve.api.export.Table;
import org.recurve.api.plugin.NoConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables read back: CSV by Commons CSV, JSON by Jackson. */
class TablesTest {
    private static final List<String> TEXTS =
            List.of("", "plain", "a,b", "say \"x\"", "two\r\nlines", "ä ✓ 🙂", "\"", "=1+1", "\u0000\u001f\\");

    private static final List<OptionalDouble> NUMBERS = List.of(
            OptionalDouble.empty(),
            OptionalDouble.of(Double.NaN),
            OptionalDouble.of(Double.NEGATIVE_INFINITY),
            OptionalDouble.of(-0.0),
            OptionalDouble.of(Double.MIN_VALUE),
            OptionalDouble.of(0.1),
            OptionalDouble.of(1e300),
            OptionalDouble.of(2.0 / 3),
            OptionalDouble.of(Math.nextUp(1.0)));

    private static final List<OptionalLong> INTEGERS = TEXTS.stream()
            .map(text -> text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.MAX_VALUE - text.length()))
            .toList();

    private static final Table TABLE = new Table(List.of(
            new Table.Texts("text, \"quoted\"", TEXTS),
            new Table.Integers("whole", INTEGERS),
            new Table.Numbers("test.accuracy", NUMBERS)));

    private static String written(Exporter.OfTables<NoConfig> exporter, Table table) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.write(new NoConfig(), table, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<List<String>> records(String csv) throws IOException {
        try (CSVParser parser = CSVParser.parse(csv, CSVFormat.RFC4180)) {
            return new ArrayList<>(
                    parser.stream().map(record -> List.of(record.values())).toList());
        }
    }

    /** RFC 4180, which the parser does not insist on: lines end in CRLF, and only a field in quotes holds such characters. */
    @Test
    void linesAndQuotesAreThoseOfTheStandard() throws IOException {
        Table table = new Table(List.of(new Table.Texts("a", List.of("x", "say \"x\"", "b,c", "two\r\nlines"))));
        assertEquals(
                "a\r\nx\r\n\"say \"\"x\"\"\"\r\n\"b,c\"\r\n\"two\r\nlines\"\r\n", written(new CsvExporter(), table));
    }

    @Test
    void commaSeparatedValuesComeBack() throws IOException {
        List<List<String>> records = records(written(new CsvExporter(), TABLE));
        assertEquals(List.of("text, \"quoted\"", "whole", "test.accuracy"), records.removeFirst());
        assertEquals(
                TEXTS.stream().map(text -> text.equals("=1+1") ? "'=1+1" : text).toList(),
                records.stream().map(List::getFirst).toList());
        assertEquals(
                INTEGERS,
                records.stream()
                        .map(record -> record.get(1))
                        .map(cell -> cell.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cell)))
                        .toList());
        assertEquals(
                NUMBERS,
                records.stream()
                        .map(record -> record.get(2))
                        .map(cell ->
                                cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell)))
                        .toList());
    }

    /** OWASP's list of what begins a formula, also in full width and behind white space that is dropped. */
    @Test
    void noTextIsAFormula() throws IOException {
        List<String> formulas = List.of(
                "=HYPERLINK(\"http://x\")",
                "+cmd|' /C calc'!A0",
                "-2+3+cmd|' /C calc'!A0",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u200b=1",
                "＝1+1",
                "＋1",
                "－1",
                "＠A",
                "\t1",
                "-",
                "-x",
                "+1+1");
        Table table = new Table(List.of(new Table.Texts("=A1", formulas)));
        List<String> cells = records(written(new CsvExporter(), table)).stream()
                .map(List::getFirst)
                .toList();
        assertEquals("'=A1", cells.getFirst());
        assertEquals(formulas.stream().map(text -> "'" + text).toList(), cells.subList(1, cells.size()));
    }

    @Test
    void negativeNumbersStayNumbers() throws IOException {
        List<String> texts = List.of("-1", "-0.5", "+3", "-1.5e-7", "-.5", "a=1", "1-1", "x@y");
        Table table = new Table(List.of(
                new Table.Texts("text", texts),
                new Table.Integers("whole", java.util.Collections.nCopies(texts.size(), OptionalLong.of(-3))),
                new Table.Numbers("number", java.util.Collections.nCopies(texts.size(), OptionalDouble.of(-0.25)))));
        List<List<String>> records = records(written(new CsvExporter(), table));
        for (int row = 0; row < texts.size(); row++) {
            assertEquals(List.of(texts.get(row), "-3", "-0.25"), records.get(row + 1));
        }
    }

    @Test
    void jsonLinesComeBack() throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<String> lines = written(new JsonLinesExporter(), TABLE).lines().toList();
        assertEquals(TEXTS.size(), lines.size());
        for (int row = 0; row < lines.size(); row++) {
            JsonNode object = mapper.readTree(lines.get(row));
            JsonNode text = object.get("text, \"quoted\"");
            assertEquals(TEXTS.get(row), text == null ? "" : text.asString());
            JsonNode whole = object.get("whole");
            assertEquals(INTEGERS.get(row), whole == null ? OptionalLong.empty() : OptionalLong.of(whole.longValue()));
            JsonNode number = object.get("test.accuracy");
            assertEquals(NUMBERS.get(row), number == null ? OptionalDouble.empty() : OptionalDouble.of(number(number)));
        }
    }

    private static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.stringValue()) : node.doubleValue();
    }

    @Test
    void everyNumberKeepsItsBits() throws IOException {
        Random random = new Random(5);
        List<OptionalDouble> numbers = random.longs(2000)
                .mapToObj(bits -> OptionalDouble.of(Double.longBitsToDouble(bits)))
                .toList();
        Table table = new Table(List.of(new Table.Numbers("x", numbers)));
        List<List<String>> records = records(written(new CsvExporter(), table));
        List<String> lines = written(new JsonLinesExporter(), table).lines().toList();
        for (int i = 0; i < numbers.size(); i++) {
            double expected = numbers.get(i).getAsDouble();
            assertEquals(expected, Double.parseDouble(records.get(i + 1).getFirst()));
            assertEquals(
                    Map.of("x", expected),
                    Map.of("x", number(new JsonMapper().readTree(lines.get(i)).get("x"))));
        }
    }
}
