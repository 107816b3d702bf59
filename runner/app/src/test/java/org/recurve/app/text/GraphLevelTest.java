package org.recurve.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.app.command.Shell.Answer;

/** {@code show FILE --graph} on shipped experiments; {@link TourTest} has the texts of a small net. */
class GraphLevelTest {
    private static final String FOLDER = "../../experiments/";
    private static final Pattern DEFINED = Pattern.compile("(%[\\d.]+) = ");
    private static final Pattern NAMED = Pattern.compile("%\\d+(\\.\\d+)*");

    private static String show(String file, String... options) {
        Answer answer = recurve(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("show", FOLDER + file), Arrays.stream(options))
                .toArray());
        assertEquals(0, answer.code(), answer.err());
        return answer.out();
    }

    @ParameterizedTest
    @EnumSource(GraphLevel.class)
    void everyLevelPrintsEveryKindOfModel(GraphLevel level) {
        for (String file :
                List.of("adding-problem-elman.yaml", "adding-problem.yaml", "hessian-free-memorisation.yaml")) {
            String first = show(file, "--graph=" + level.word());
            assertFalse(first.isBlank());
            assertFalse(first.contains("%?"), "a node without a name in " + first);
        }
        String file = "adding-problem-elman.yaml";
        assertEquals(show(file, "--graph=" + level.word()), show(file, "--graph=" + level.word()), "stable");
    }

    /** Each node is printed once, and everything that a line names is printed somewhere, scans' bodies included. */
    @ParameterizedTest
    @CsvSource({"adding-problem.yaml, graph", "adding-problem.yaml, gradient", "adding-problem-elman.yaml, gradient"})
    void linesNameOnlyWhatIsPrinted(String file, String level) {
        String text = show(file, "--graph=" + level);
        List<String> defined =
                DEFINED.matcher(text).results().map(found -> found.group(1)).toList();
        Set<String> once = new HashSet<>(defined);
        assertEquals(defined.size(), once.size(), "nodes printed twice");
        assertEquals(
                Set.of(),
                NAMED.matcher(text)
                        .results()
                        .map(found -> found.group())
                        .filter(name -> !once.contains(name))
                        .collect(Collectors.toSet()));
        assertTrue(text.contains("scan("), text);
    }

    @Test
    void theGraphIsTheDefault() {
        String file = "adding-problem.yaml";
        assertEquals(show(file, "--graph=graph"), show(file, "--graph"));
    }

    @Test
    void anotherVariantHasAnotherGraph() {
        String lstm = show("adding-problem.yaml", "--graph");
        String tanh = show("adding-problem.yaml", "--graph", "--variant", "tanh");
        assertTrue(lstm.contains("sigmoid(") && !tanh.contains("sigmoid("), tanh);
    }

    @Test
    void mistakesAreNamed() {
        Answer level = recurve("show", FOLDER + "adding-problem.yaml", "--graph=tables");
        assertEquals(2, level.code());
        assertEquals(
                "--graph=tables is not a level of detail\n"
                        + "    write one of: layers, graph, gradient, schedule, instructions",
                level.err().strip());
        Answer variant = recurve("show", FOLDER + "adding-problem.yaml", "--graph", "--variant", "gru");
        assertEquals(2, variant.code());
        assertTrue(variant.err().contains("name one of: baseline, tanh, tanh-slow"), variant.err());
    }

    @Test
    void programsReadTheLinesAsJson() {
        String json = show("adding-problem-elman.yaml", "--graph=instructions", "--json");
        assertTrue(json.startsWith("{\"level\":\"instructions\",\"phases\":[{\"lines\":[\"1   "), json);
    }
}
