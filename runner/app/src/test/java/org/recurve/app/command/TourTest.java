package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/**
 * The guided tour is true: its files are written and its commands run, its code stands in the sources that it names, and
 * those have about as many lines as it says. {@code -Dgolden=write} brings the outputs up to date.
 */
class TourTest {
    private static final Path TOUR = Path.of("../compute/TOUR.md");
    private static final Pattern BLOCK = Pattern.compile(
            "^```(?<kind>\\w+) ?(?<title>[^\\n]*)\\n(?<text>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FILE =
            Pattern.compile("^\\| \\[`\\w+`]\\((?<path>[^)]+)\\) \\| (?<lines>\\d+) \\|", Pattern.MULTILINE);

    @TempDir
    Path folder;

    private static String text() throws IOException {
        return Files.readString(TOUR);
    }

    private static List<MatchResult> blocks(String kind) throws IOException {
        return BLOCK.matcher(text())
                .results()
                .filter(block -> block.group("kind").equals(kind))
                .toList();
    }

    @Test
    void itsCommandsPrintWhatItShows() throws IOException {
        for (String kind : List.of("yaml", "csv")) {
            for (MatchResult block : blocks(kind)) {
                Files.writeString(folder.resolve(block.group("title")), block.group("text"));
            }
        }
        List<MatchResult> commands = blocks("console");
        assertEquals(5, commands.size(), "one command for each level");
        String tour = text();
        for (MatchResult block : commands) {
            String shown = block.group("text");
            String command = shown.lines().findFirst().orElseThrow();
            String real = command + "\n" + run(command);
            if (System.getProperty("golden", "").equals("write")) {
                tour = tour.replace(shown, real);
                Files.writeString(TOUR, tour);
            } else {
                assertEquals(real, shown);
            }
        }
    }

    private String run(String command) {
        List<String> words = List.of(command.split(" "));
        assertEquals(List.of("$", "./recurve", "show", "tanh.yaml"), words.subList(0, 4));
        Answer answer = recurve("show", folder.resolve("tanh.yaml"), words.get(4), "--data", folder);
        assertEquals(0, answer.code(), answer.err());
        return answer.out().lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void itsCodeStandsInTheSources() throws IOException {
        List<MatchResult> quoted = blocks("java");
        assertTrue(quoted.size() >= 6, "the tour shows code at each stage");
        for (MatchResult block : quoted) {
            String source = Files.readString(TOUR.resolveSibling(block.group("title")));
            assertTrue(
                    stripped(source).contains(stripped(block.group("text"))),
                    block.group("title") + " does not have\n" + block.group("text"));
        }
    }

    private static String stripped(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
    }

    /** Counts may be a tenth off, so that not every change of a source changes the tour; the total is their sum. */
    @Test
    void itCountsTheLinesToRead() throws IOException {
        List<MatchResult> files = FILE.matcher(text()).results().toList();
        assertTrue(files.size() >= 12, "the files to read in order");
        int sum = 0;
        for (MatchResult file : files) {
            int told = Integer.parseInt(file.group("lines"));
            int lines =
                    Files.readAllLines(TOUR.resolveSibling(file.group("path"))).size();
            assertEquals(lines, told, lines / 10.0, file.group("path"));
            sum += told;
        }
        assertTrue(text().contains(sum + " lines in all"), "the sum is " + sum);
    }

    @Test
    void itIsShort() throws IOException {
        assertTrue(Arrays.asList(text().split("\n")).size() < 250);
    }
}
