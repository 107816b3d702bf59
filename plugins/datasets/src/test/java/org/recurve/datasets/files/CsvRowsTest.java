package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.datasets.table.Separator;

class CsvRowsTest {
    private static final List<String> VALUES = List.of(
            "1.5",
            "-0.25",
            "",
            "red",
            "New York",
            "o'clock",
            "\u00e9tage",
            "\u592a",
            "a\"b",
            "x,y",
            "p;q",
            "l\nm",
            "r\rs",
            "\"",
            "t\tu",
            "v|w",
            "\u007f");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void valuesAreThoseWrittenWhateverStandsBetweenAndAroundThem(String separator) throws IOException {
        Random random = new Random(separator.charAt(0));
        List<List<String>> rows = Stream.generate(() -> Stream.generate(() -> VALUES.get(random.nextInt(VALUES.size())))
                        .limit(3)
                        .toList())
                .limit(5_000) // many times what is read at once
                .toList();
        StringBuilder text = new StringBuilder(String.join(separator, "a", "b", "c")).append('\n');
        rows.forEach(row -> text.append(String.join(
                        separator,
                        row.stream()
                                .map(value -> written(value, separator, random))
                                .toList()))
                .append(random.nextBoolean() ? "\n" : "\r\n"));
        Path file = Files.writeString(folder.resolve("table"), text);
        try (CsvRows table = CsvRows.open(file, Separator.of(separator))) {
            for (List<String> row : rows) {
                assertTrue(table.next());
                assertEquals(row, IntStream.range(0, 3).mapToObj(table::value).toList());
            }
            assertFalse(table.next());
        }
    }

    /** Writes a value in quotes where it has to be, and now and then where not, or with blanks around it. */
    private static String written(String value, String separator, Random random) {
        boolean isQuoted = random.nextInt(5) == 0
                || value.contains(separator)
                || value.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r');
        String written = isQuoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
        String blank = random.nextInt(5) == 0 && !separator.equals("\t") ? " " : "";
        return blank + written + blank;
    }
}
