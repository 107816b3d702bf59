package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of LECTURES.md. */
class LecturesPageTest {
    private static final Pattern FILE = Pattern.compile("`([a-z0-9-]+\\.yaml)`");
    private static final Pattern TEST = Pattern.compile("`LecturesTest\\.([a-zA-Z]+)`");

    /** Each row of the table names tests, or files, that are there. */
    @Test
    void everyRowHasAFileOrATest() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("LECTURES.md")).stream()
                .filter(line -> line.matches("\\| [CPRT]\\d+ \\|.*"))
                .toList();
        assertEquals(
                List.of("C1-14", "P1-6", "R1-16", "T1-12"),
                List.of("C", "P", "R", "T").stream()
                        .map(kind -> kind + "1-"
                                + rows.stream()
                                        .filter(row -> row.startsWith("| " + kind))
                                        .count())
                        .toList());
        String tests = Files.readString(Path.of("src/test/java/org/recurve/experiments/LecturesTest.java"));
        for (String row : rows) {
            for (MatchResult named : FILE.matcher(row).results().toList()) {
                assertTrue(Files.exists(Path.of(named.group(1))), () -> row + " names a file that is not there");
            }
            for (MatchResult named : TEST.matcher(row).results().toList()) {
                assertTrue(
                        tests.contains("    @Test\n    void " + named.group(1) + "()"),
                        () -> row + " names a test that is not there");
            }
        }
    }
}
