package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.command.Shell.Answer;

/** Experiment files that nobody would write: they are sound, or they are refused with a place. {@code -Drecurve.mutations}. */
@Tag("attack")
class HostileFilesTest {
    private static final int MUTATIONS = Integer.getInteger("recurve.mutations", 1000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Asked for the time that was worked, since a machine may be suspended for longer. */
    private static final OperatingSystemMXBean COMPUTER =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final String FILE = """
            study: sums
            question: Does width help?
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model:
              - recurrent: {cell: {elman: 4}}
              - dense: {units: 1, initializer: {uniform: 0.1}}
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.1, momentum: 0.9}}, clip: {norm: 5}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error, validation.loss]
            select: {validation.loss: min}
            seeds: 2
            ablate:
              wide: {set: {recurrent1.cell.units: 6}}
              slow: {set: {train.optimizer.learning-rate: 0.01}}
            compare: {primary: test.mean-squared-error, against: baseline, margin: 0.003}
            expect: [test.mean-squared-error of baseline < 100]
            quick: {train.epochs: 1, seeds: 1}
            """;
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1e400",
            "1e-400",
            "NaN",
            ".inf",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "0x10",
            "1_0",
            "0.5",
            "1000000000",
            "");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "- ",
            "#",
            "\"",
            "'",
            "&a ",
            "*a",
            "!!java.lang.Runtime ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "\t",
            "\n",
            "\r",
            "\u0000",
            "\uFEFF",
            "\u202E",
            "\u2028",
            "é",
            "𝔘",
            "\uD800",
            "null",
            "~",
            "true",
            "? ",
            "<<: ",
            "---\n",
            "...\n",
            "${x}",
            "../",
            "<script>");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]+");

    @TempDir
    Path folder;

    private static String mutated(String text, Random random) {
        String mutant = text;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static String once(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(30));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + pick(PIECES, random) + text.substring(at);
            case 2 -> text.substring(0, at) + text.substring(at, end) + text.substring(at);
            case 3 -> replace(text, NUMBER, pick(NUMBERS, random), random);
            case 4 ->
                replace(text, WORD, words(text).get(random.nextInt(words(text).size())), random);
            default -> {
                List<String> lines = text.lines().toList();
                int line = random.nextInt(lines.size());
                yield text.replaceFirst(Pattern.quote(lines.get(line) + "\n"), "");
            }
        };
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text + " a-word")
                .results()
                .map(match -> match.group())
                .toList();
    }

    private static String replace(String text, Pattern pattern, String by, Random random) {
        List<int[]> places = pattern.matcher(text)
                .results()
                .map(match -> new int[] {match.start(), match.end()})
                .toList();
        if (places.isEmpty()) {
            return text;
        }
        int[] place = places.get(random.nextInt(places.size()));
        return text.substring(0, place[0]) + by + text.substring(place[1]);
    }

    /** Checks a file; its exit code, after it was held to what every answer must be. */
    private int check(String text) throws IOException {
        return check(text.getBytes(StandardCharsets.UTF_8));
    }

    private int check(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("hostile.yaml"), bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        long before = COMPUTER.getProcessCpuTime();
        Answer answer = recurve("check", file, "--store", folder.resolve("store"));
        Duration took = Duration.ofNanos(COMPUTER.getProcessCpuTime() - before);
        String said = answer.code() + " " + answer.err() + "\n\n" + text;
        assertTrue(took.compareTo(PATIENCE) < 0, () -> took + ": " + said);
        assertTrue(answer.code() == 0 || answer.code() == 2, said);
        assertFalse(answer.err().contains("\tat "), said);
        if (answer.code() == 2) {
            boolean placed = Pattern.compile("hostile\\.yaml:\\d+:\\d+")
                    .matcher(answer.err())
                    .find();
            assertTrue(placed || answer.err().contains("is not text in UTF-8"), said);
        }
        return answer.code();
    }

    @Test
    void mutatedFilesAreSoundOrRefusedWithAPlace() throws IOException {
        assertEquals(0, check(FILE));
        Random random = new Random(11);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += check(mutated(FILE, random)) == 2 ? 1 : 0;
        }
        assertTrue(refused > MUTATIONS / 2, refused + " of " + MUTATIONS + " were refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "2000000000", "1000000000"})
    void modelsLargerThanAnyMemoryAreRefused(String units) throws IOException {
        check(FILE.replace("elman: 4", "elman: " + units));
        check(FILE.replace("units: 6", "units: " + units));
        check(FILE.replace("units: 1,", "units: " + units + ","));
        check(FILE.replace("batch: 16", "batch: " + units));
        check(FILE.replace("epochs: 2", "epochs: " + units));
        check(FILE.replace("seeds: 2", "seeds: " + units));
        check(FILE.replace("train: 32", "train: " + units));
        check(FILE.replace("steps: 4", "steps: " + units));
    }

    @Test
    void bombsAndDepthAreRefused() throws IOException {
        String bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
        assertEquals(2, check(bomb));
        assertEquals(2, check("model: " + "[".repeat(100_000)));
        assertEquals(2, check("model: " + "{a: ".repeat(100_000)));
        assertEquals(2, check("- ".repeat(50_000)));
        assertEquals(2, check("study: " + "a".repeat(3 << 20)));
        assertEquals(2, check("!!javax.script.ScriptEngineManager [x]"));
        assertEquals(2, check(""));
        assertEquals(2, check("\u0000"));
        assertEquals(2, check(FILE.replace("elman: 4", "elman: é").getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Data are read below the folder that {@code --data} names, here the working folder, and nowhere else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv: {file: OUT, target: a}",
                "npy: {input: OUT, target: OUT}",
                "text: OUT",
                "images: OUT",
                "wav: OUT"
            })
    void dataLieNowhereElse(String data) throws IOException {
        Path outside = folder.resolve("outside");
        Files.writeString(outside, "a,b\n1,2\n");
        Path inside = Files.createDirectories(folder.resolve("data"));
        for (String path : List.of(outside.toString(), "x/../../outside")) {
            Path file = Files.writeString(
                    folder.resolve("out.yaml"),
                    FILE.replaceFirst("data: .*", "data: {" + data.replace("OUT", path) + "}"));
            assertLeadsOut(file, path, inside);
        }
    }

    /** Weights that a training starts from are read from files of their own kinds and from packs, by the same rule. */
    @ParameterizedTest
    @ValueSource(strings = {"outside.safetensors", "outside.npz", "outside.onnx", "outside.zip"})
    void weightsLieNowhereElse(String name) throws IOException {
        Path outside = Files.writeString(folder.resolve(name), "a,b\n1,2\n");
        Path inside = Files.createDirectories(folder.resolve("data"));
        for (String path : List.of(outside.toString(), "x/../../" + name)) {
            assertLeadsOut(
                    Files.writeString(folder.resolve("out.yaml"), FILE + "start: {from: \"" + path + "\"}\n"),
                    path,
                    inside);
            assertLeadsOut(
                    Files.writeString(
                            folder.resolve("phases.yaml"),
                            FILE + "phases: [{name: all, epochs: 1, start: {from: \"" + path + "\"}}]\n"),
                    path,
                    inside);
        }
    }

    private void assertLeadsOut(Path file, String path, Path inside) {
        Answer answer = recurve("check", file, "--data", inside, "--store", folder.resolve("store"));
        assertEquals(2, answer.code(), answer.err());
        assertTrue(answer.err().contains("\"" + path + "\" leads out of the folder of your data"), answer.err());
        assertTrue(answer.err().contains("--data"), answer.err());
        assertTrue(answer.err().contains(file.getFileName() + ":"), answer.err());
    }

    /** Files of weights and vectors are known by their content, wherever they lie; what has no end is not read at all. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void filesWithoutEndAreNotRead() throws IOException {
        String digest = "a".repeat(64);
        for (String model : List.of(
                "dense: {units: 1, initializer: {from-file: {path: /dev/zero, sha256: " + digest + "}}}",
                "embedding: {size: 2, vectors: {file: /dev/zero, sha256: " + digest + "}}")) {
            boolean words = model.startsWith("embedding");
            String text = """
                    study: endless
                    data: %s
                    model: [{%s}%s]
                    loss: %s
                    train: {optimizer: {sgd: 0.1}, epochs: 1, batch: 4}
                    """.formatted(
                            words
                                    ? "{number-words: {train: 8, validation: 4, test: 4}}"
                                    : "{adding: {steps: 2, train: 8, validation: 4, test: 4}}",
                            model,
                            words ? ", {decoder: {cell: {gru: 2}, embedding: 2}}" : "",
                            words ? "{cross-entropy: {over: tokens}}" : "squared-error");
            Path file = Files.writeString(folder.resolve("endless.yaml"), text);
            Answer answer = recurve("run", file, "--store", folder.resolve("store"));
            assertTrue((answer.out() + answer.err()).contains("not a regular file"), answer.out() + answer.err());
        }
    }
}
