package org.recurve.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.app.command.RecurveCommand;
import org.recurve.app.configuration.FileSection;

/** Runs every example of LANGUAGE.md: the first is a whole file, the others are sections to put into it. */
class LanguageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern SECTION = Pattern.compile("(?m)^([a-z]+):(.*\n(?:[ -].*\n)*)");

    @TempDir
    Path folder;

    static List<String> examples() throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("LANGUAGE.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        List<String> files = new ArrayList<>(List.of(blocks.getFirst()));
        Map<String, String> base = sections(blocks.getFirst());
        for (String block : blocks.subList(1, blocks.size())) {
            Map<String, String> sections = new LinkedHashMap<>();
            if (!block.contains("extends:")) {
                sections.putAll(base);
            }
            sections.putAll(sections(block));
            StringBuilder file = new StringBuilder();
            sections.forEach((key, value) -> file.append(key).append(':').append(value));
            files.add(file.toString());
        }
        return files;
    }

    private static Map<String, String> sections(String block) {
        Map<String, String> sections = new LinkedHashMap<>();
        SECTION.matcher(block).results().forEach(section -> sections.put(section.group(1), section.group(2)));
        return sections;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleRuns(String example) throws IOException {
        Path first =
                Files.writeString(folder.resolve("example.yaml"), examples().getFirst());
        if (example.contains("from: example/")) {
            run(first, "");
        }
        Path file = Files.writeString(folder.resolve("this.yaml"), example);
        run(file, example);
    }

    private void run(Path file, String example) {
        StringWriter said = new StringWriter();
        int code = RecurveCommand.execute(
                new PrintWriter(said, true),
                new PrintWriter(said, true),
                "run",
                "--store",
                folder.resolve("store").toString(),
                file.toString());
        assertEquals(0, code, () -> example + "\n" + said);
    }

    @Test
    void everySectionHasAnExampleThatIsRun() throws IOException {
        List<String> keys = BLOCK.matcher(Files.readString(Path.of("LANGUAGE.md")))
                .results()
                .map(MatchResult::group)
                .flatMap(block -> sections(block).keySet().stream())
                .distinct()
                .toList();
        // A text to go on with needs a data set of text, which is fetched: a shipped file has it.
        List<String> missing = Stream.of(FileSection.values())
                .filter(section -> section != FileSection.SAMPLE)
                .map(FileSection::key)
                .filter(key -> !keys.contains(key))
                .toList();
        assertTrue(missing.isEmpty(), () -> "LANGUAGE.md has no example of " + missing);
    }
}
