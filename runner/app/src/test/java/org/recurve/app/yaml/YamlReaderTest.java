package org.recurve.app.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.app.problem.ProblemCollector;
import org.recurve.app.problem.UserError;

class YamlReaderTest {
    private static Object read(String yaml) {
        ProblemCollector collector = new ProblemCollector();
        Object plain = YamlReader.file("a.yaml", yaml, collector).plain();
        collector.raise();
        return plain;
    }

    @ParameterizedTest
    @CsvSource({"1e-3,0.001", "1e3,1000.0", "-.5,-0.5", "5.,5.0", "+2.5E+2,250.0"})
    void numbersWithAnExponentAreNumbers(String yaml, double value) {
        assertEquals(value, read(yaml));
    }

    @Test
    void plainWordsAreText() {
        assertEquals(
                List.of("no", "yes", "on", "0x1F", "0o17", ".nan", ".inf", "1_000", "1e"),
                read("[no, yes, on, 0x1F, 0o17, .nan, .inf, 1_000, 1e]"));
        assertEquals(List.of(true, false, 12L, "12", "true"), read("[true, False, 12, '12', \"true\"]"));
    }

    @Test
    void nodesKnowWhereTheyStand() {
        YamlNode node = YamlReader.file("a.yaml", "a:\n  - b: c\n", new ProblemCollector());
        YamlNode.MappingNode inner = (YamlNode.MappingNode)
                ((YamlNode.SequenceNode) ((YamlNode.MappingNode) node).get("a").orElseThrow())
                        .items()
                        .getFirst();
        assertEquals("a.yaml:2:5", inner.entry("b").orElseThrow().place().toString());
        assertEquals("a.yaml:2:8", inner.get("b").orElseThrow().place().toString());
    }

    @Test
    void anEmptyFileHasNothing() {
        assertEquals("", read(""));
        assertEquals("", read("# only a comment\n"));
    }

    @Test
    void bombsAreRefused() {
        assertThrows(UserError.class, () -> read("[".repeat(10_000)));
        assertThrows(UserError.class, () -> read("a: " + "x".repeat(2_000_000)));
        UserError aliases = assertThrows(UserError.class, () -> read("a: &x [1]\nb: [*x, *x]"));
        assertTrue(aliases.getMessage().contains("aliases are not part"), aliases.getMessage());
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThrows(UserError.class, () -> read("a: 1\n---\nb: 2\n"));
    }
}
