package org.recurve.app.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.code.Pride.ENTRIES;
import static org.recurve.app.code.Pride.SOURCES;
import static org.recurve.app.code.Pride.with;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a jar belongs to a plugin, by jars that differ in one place. */
class JarCodeTest {
    @TempDir
    static Path folder;

    private static CodeClosure plain;

    @BeforeAll
    static void compile() throws IOException {
        plain = lion(SOURCES, ENTRIES);
    }

    private static CodeClosure lion() {
        return plain;
    }

    private static CodeClosure lion(Map<String, String> sources, Map<String, String> entries, String... options)
            throws IOException {
        return Pride.lion(folder, sources, entries, options);
    }

    @Test
    void followsWhatThePluginNames() throws IOException {
        CodeClosure lion = lion();
        assertEquals("", lion.unbounded());
        assertEquals(
                List.of(
                        "META-INF/services/pride.Prey",
                        "deeper.Bone",
                        "pride.Cat",
                        "pride.Claws",
                        "pride.Gazelle",
                        "pride.Lion",
                        "pride.Lion$Config",
                        "pride.Lion$Food",
                        "pride.Lion$Grass",
                        "pride.Lion$Meat",
                        "pride.Lion$Mood",
                        "pride.Prey",
                        "pride/weights.txt"),
                List.copyOf(lion.parts().keySet()));
        assertTrue(lion.digest(3).matches("code:sha256:[0-9a-f]{64}"), lion.digest(3));
        assertNotEquals(lion.digest(3), lion.digest(4), "the version counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-g", "-g:none", "-g:lines", "-parameters"})
    void compilingAgainMovesNothing(String option) throws IOException {
        assertEquals(lion().parts(), lion(SOURCES, ENTRIES, option).parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pride/Zebra.java | return 80 | return 81",
                "pride/Zebra.java | static int stripes | static int spots() { return 1; } static int stripes",
                "pride/Lion2.java | n = 1 | n = 2",
                "pride/Lion.java | y = a x | y is a times x",
                "pride/Lion.java | @Doc(\"strength\") | @Doc(\"how strong\")",
                "pride/Lion.java | @Default(\"2\") | @Default(\"3\") @Min(1)",
                "pride/Lion.java | /** Roars. */ | /* it roars */",
                "pride/Lion.java | return 0; } | return 1; }",
                "pride/Lion.java | twice = d -> d * 2 | twice = dd -> dd * 2",
                "pride/Lion.java | static final class Unused { | static final class More {} static final class Unused {",
                "pride/Lion.java | permits Meat, Grass {} | permits Meat, Grass, Hay {} record Hay() implements Food {}",
                "pride/Cat.java | double limit() { return LIVES * tail(); } double tail() { return 0.25; }"
                        + " | double tail() { return 0.25; } double limit() { return LIVES * tail(); }",
            })
    void whatCannotChangeANumberMovesNothing(String file, String from, String to) throws IOException {
        boolean sealed = to.contains("Hay");
        Map<String, String> changed = with(SOURCES, file, from, to);
        if (sealed) { // the switch over it needs no new case
            changed = with(changed, file, "case Grass grass -> 2;", "default -> 2;");
        }
        CodeClosure base =
                sealed ? lion(with(SOURCES, file, "case Grass grass -> 2;", "default -> 2;"), ENTRIES) : lion();
        assertEquals(base.parts(), lion(changed, ENTRIES).parts());
    }

    @Test
    void resourcesThatNobodyNamesMoveNothing() throws IOException {
        assertEquals(
                lion().parts(),
                lion(SOURCES, with(ENTRIES, "pride/notes.txt", "changed")).parts());
        assertEquals(
                lion().parts(),
                lion(SOURCES, with(ENTRIES, "more/data.bin", "new")).parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pride.Lion | pride/Lion.java | d * 2 + OWN | d * 2 - OWN",
                "pride.Lion | pride/Lion.java | OWN = 0.5 | OWN = 0.25",
                "pride.Lion | pride/Lion.java | 5_000_000_000L | 5_000_000_001L",
                "pride.Lion | pride/Lion.java | \"lion \" | \"a lion \"",
                "pride.Lion | pride/Lion.java | weight > 7 | weight >= 7",
                "pride.Lion | pride/Lion.java | case ANGRY -> 3 | case ANGRY -> 4",
                "pride.Lion | pride/Lion.java | in == null ? 0 : in.read() | in != null ? 0 : in.read()",
                "pride.Lion$Mood | pride/Lion.java | CALM, ANGRY | CALM, ANGRY, ASLEEP",
                "pride.Lion$Config | pride/Lion.java | double factor, Mood mood) {} | double factor, Mood mood) { public Config { factor = factor + 1; } }",
                "deeper.Bone | deeper/Bone.java | return x; | return x * 2;",
                "pride.Claws | pride/Claws.java | - 1 | + 1",
                "pride.Cat | pride/Cat.java | LIVES = 9 | LIVES = 7",
                "pride.Cat | pride/Cat.java | 0.25 | 0.125",
                "pride.Gazelle | pride/Gazelle.java | return 20 | return 21",
            })
    void whatCanChangeANumberMovesItsPart(String part, String file, String from, String to) throws IOException {
        Map<String, String> changed = with(SOURCES, file, from, to);
        if (to.contains("ASLEEP")) {
            changed = with(changed, file, "case ANGRY -> 3;", "case ANGRY -> 3; case ASLEEP -> 3;");
        }
        CodeClosure now = lion(changed, ENTRIES);
        assertTrue(now.changedSince(lion()).contains(part), now.changedSince(lion()) + "");
        assertNotEquals(lion().digest(3), now.digest(3));
    }

    @Test
    void resourcesAndProvidersMoveThePlugin() throws IOException {
        CodeClosure other = lion(SOURCES, with(ENTRIES, "pride/weights.txt", "0.5"));
        assertEquals(List.of("pride/weights.txt"), other.changedSince(lion()));
        CodeClosure fewer = lion(SOURCES, with(ENTRIES, "META-INF/services/pride.Prey", "\n"));
        assertEquals(List.of("META-INF/services/pride.Prey", "pride.Gazelle"), fewer.changedSince(lion()));
    }

    /** A resource that is looked for and not there: when it comes, it is read. */
    @Test
    void aResourceThatComesLaterMovesThePlugin() throws IOException {
        Map<String, String> entries = new TreeMap<>(ENTRIES);
        entries.remove("pride/weights.txt");
        CodeClosure without = lion(SOURCES, entries);
        assertEquals(List.of("pride/weights.txt"), lion().changedSince(without));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lion.class.getResourceAsStream(\"/deeper/bones.txt\")",
                "getClass().getClassLoader().getResourceAsStream(\"deeper/bones.txt\")",
                "deeper.Bone.class.getResourceAsStream(name.isEmpty() ? \"none.txt\" : \"bones.txt\")",
            })
    void resourcesAreFoundWhereverTheyAreNamedFrom(String expression) throws IOException {
        Map<String, String> sources = with(
                with(SOURCES, "pride/Claws.java", "- 1", "- new Wild().found(\"x\")"),
                "pride/Wild.java",
                "package pride; class Wild { double found(String name) { return " + expression + ".hashCode(); } }");
        CodeClosure lion = lion(sources, with(ENTRIES, "deeper/bones.txt", "206"));
        boolean constant = !expression.contains("?");
        assertEquals(
                constant,
                lion.unbounded().isEmpty(),
                "two constants at one call count as computed: " + lion.unbounded());
        assertTrue(lion.parts().containsKey("deeper/bones.txt"), lion.parts() + "");
    }

    /** The same instructions from a class file with another order of constants, long forms of their indices included. */
    @Test
    void theOrderOfConstantsMovesNothing() throws IOException {
        StringBuilder many = new StringBuilder(
                "package pride; class Claws { static double sharp(double x) {"
                        + " return deeper.Bone.hard(x) - 1 + \"short\".length() + 1.5f * x; } static double CONSTANTS() { return 0");
        StringBuilder first = new StringBuilder("package pride; class Claws { static double CONSTANTS() { return 0");
        for (int i = 0; i < 300; i++) {
            many.append(" + \"text ").append(i).append("\".length()");
            first.append(" + \"text ").append(i).append("\".length()");
        }
        many.append("; } }");
        first.append("; } static double sharp(double x) {"
                + " return deeper.Bone.hard(x) - 1 + \"short\".length() + 1.5f * x; } }");
        assertEquals(
                lion(with(SOURCES, "pride/Claws.java", many.toString()), ENTRIES)
                        .parts(),
                lion(with(SOURCES, "pride/Claws.java", first.toString()), ENTRIES)
                        .parts());
    }

    /** Of a jar for several releases, what this release loads counts. */
    @Test
    void whatThisReleaseLoadsCounts() throws IOException {
        Map<String, String> entries = with(ENTRIES, "META-INF/versions/21/pride/weights.txt", "0.5");
        Map<String, String> later = with(ENTRIES, "META-INF/versions/999/pride/weights.txt", "0.5");
        String plain = lion().parts().get("pride/weights.txt");
        String other =
                lion(SOURCES, with(ENTRIES, "pride/weights.txt", "0.5")).parts().get("pride/weights.txt");
        assertNotEquals(plain, other);
        assertEquals(other, weights(Pride.manifest(folder, "Multi-Release: true", entries)));
        assertEquals(plain, weights(Pride.manifest(folder, "Multi-Release: true", later)));
        assertEquals(plain, weights(Pride.manifest(folder, "Multi-Release: false", entries)));
    }

    private static String weights(Path jar) {
        return new JarCode(jar).closure("pride.Lion").parts().getOrDefault("pride/weights.txt", "none");
    }
}
