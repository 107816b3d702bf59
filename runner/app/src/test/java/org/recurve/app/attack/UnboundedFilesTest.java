package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.recurve.app.command.Shell.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.app.command.Shell.Answer;

/** Files that ask for more than anybody can have: counted before they are expanded, and refused at once. */
@Tag("attack")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what is not refused may take hours
class UnboundedFilesTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final OperatingSystemMXBean COMPUTER =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [{recurrent: {cell: {elman: 4}}}, {dense: 1}]
            loss: squared-error
            train: {optimizer: {sgd: {learning-rate: 0.1}}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            """;

    @TempDir
    Path folder;

    private static String repeat(int n, IntFunction<String> item) {
        return IntStream.range(0, n).mapToObj(item).collect(Collectors.joining(", "));
    }

    private static String model(String model) {
        return FILE.replaceFirst("model: .*", "model: " + model);
    }

    /** What multiplies, by what must be said of it. */
    static Map<String, String> files() {
        String tens = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
        String ten6 = "train.batch: %1$s, train.epochs: %1$s, data.train: %1$s, data.steps: %1$s, data.test: %1$s, "
                + "data.validation: %1$s";
        String ten12 =
                ten6 + ", recurrent1.cell.units: %1$s, dense1.units: %1$s, train.clip: %1$s, train.penalty: %1$s,"
                        + " train.patience: %1$s, train.truncate: %1$s";
        return Map.ofEntries(
                Map.entry(FILE + "sweep: {" + String.format(ten6, tens) + "}", "1,000,000 variants"),
                Map.entry(FILE + "sweep: {" + String.format(ten12, tens) + "}", "1,000,000,000,000 variants"),
                Map.entry(
                        FILE + "sweep: {search: sobol, trials: 100000000, over: {train.optimizer.learning-rate:"
                                + " {uniform: [0, 1]}}}",
                        "100,000,000 variants"),
                Map.entry(
                        FILE + "sweep: {search: halton, trials: 2147483647, over: {train.batch: {whole: [1, 2]}}}",
                        "2,147,483,647 variants"),
                Map.entry(
                        FILE + "ablate: {mode: pairs, of: {" + repeat(3000, i -> "v" + i + ": {train.epochs: 1}")
                                + "}}",
                        "4,501,500 variants"),
                Map.entry(
                        FILE + "ablate: {mode: add-one-in, of: {" + repeat(1500, i -> "v" + i + ": {train.epochs: 1}")
                                + "}}",
                        "changes in all its variants"),
                Map.entry(
                        FILE + "ablate: {mode: one-factor, of: {train.epochs: [" + repeat(30_000, i -> "" + (i + 1))
                                + "]}}",
                        "30,000 variants"),
                Map.entry(FILE + "ablate: {" + repeat(20_000, i -> "v" + i + ": {train.epochs: 1}") + "}", "20,000"),
                Map.entry(FILE + "tasks: {" + repeat(20_000, i -> "t" + i + ": {data.steps: 5}") + "}", "20,000"),
                Map.entry(
                        FILE + "tasks: {" + repeat(100, i -> "t" + i + ": {data.steps: 5}") + "}\nablate: {"
                                + repeat(100, i -> "v" + i + ": {train.epochs: 1}") + "}",
                        "10,100 variants"),
                Map.entry(
                        FILE + "seeds: 100000\nablate: {a: {train.epochs: 3}, b: {train.epochs: 4}}", "300,000 trials"),
                Map.entry(FILE + "seeds: 1000000000", "1000000000"),
                Map.entry(FILE + "seeds: {count: 1000000000}", "seeds"),
                Map.entry(FILE + "seeds: {count: 100000, vary: [split]}", "100,000 variants"),
                Map.entry(
                        FILE + "tune: {search: tpe, trials: 2147483647, by: validation.loss, over:"
                                + " {train.optimizer.learning-rate: {uniform: [0.1, 1]}}}",
                        "2,147,483,647 trials"),
                Map.entry(model("[" + repeat(30_000, i -> "relu") + ", dense: 1]"), "layers in a model"),
                Map.entry(model("[{dense: 1, times: 1000000000}]"), "layers in a model"),
                Map.entry(
                        model("[{block: [{block: [{block: [relu], times: 1000}], times: 1000}], times: 1000}]"),
                        "layers in a model"),
                Map.entry(
                        FILE.replace("units: 1", "units: $a") + "let: {a: [" + repeat(30_000, i -> "1") + "]}\nquick: ["
                                + repeat(30_000, i -> "$a") + "]",
                        "values in a file"),
                Map.entry(
                        FILE + "let: {" + repeat(40_000, i -> "k" + i + ": 1") + "}\n" + repeat(1, i -> "x: $q"), "x"),
                Map.entry(FILE + repeat(40_000, i -> "\nk" + i + ": 1").replace(",", ""), "these are the first 100"),
                Map.entry(FILE + "expect: [" + repeat(50_000, i -> "nonsense" + i) + "]", "nonsense"),
                Map.entry(FILE + "measure2: " + "[".repeat(60_000), "nested more than"),
                Map.entry(FILE + "#" + "x".repeat(8 << 20), "bytes"),
                Map.entry(FILE + "#" + "x".repeat(3 << 20), "characters"),
                Map.entry(
                        FILE + "question: " + "x".repeat(900_000) + "\n" + "y".repeat(1_000) + ": 1",
                        "there is no section"),
                Map.entry(
                        FILE + "sweep: {points: [{" + repeat(20_000, i -> "p" + i + ": 1") + "}]}",
                        "there is no part or section"),
                Map.entry(
                        model("[{dense: 1, name: " + "a".repeat(90) + "}]") + "phases: {a: {run: ['" + "*a".repeat(30)
                                + "*b'], epochs: 1}}",
                        "no part is named"),
                Map.entry(FILE.replace("sums", "a".repeat(250)), "100 characters at most"),
                Map.entry(FILE + "ablate: {" + "a".repeat(250) + ": {train.epochs: 1}}", "100 characters at most"),
                Map.entry(FILE + "tasks: {" + "a".repeat(250) + ": {train.epochs: 1}}", "100 characters at most"),
                Map.entry(model("[{dense: 1, name: " + "a".repeat(250) + "}]"), "100 characters at most"),
                Map.entry(FILE.replace("study: sums", "study: \"\""), "is not a name"),
                Map.entry(FILE.replace("study: sums", "study:"), "study"));
    }

    private Answer check(Path file, Object... more) {
        Object[] words = new Object[more.length + 4];
        System.arraycopy(new Object[] {"check", file, "--store", folder.resolve("store")}, 0, words, 0, 4);
        System.arraycopy(more, 0, words, 4, more.length);
        return recurve(words);
    }

    /** Loads the classes, so that the time that is measured is the work. */
    @BeforeEach
    void warm() throws IOException {
        check(Files.writeString(folder.resolve("warm.yaml"), FILE + "sweep: {train.epochs: [1]}"));
    }

    /** Refuses a file, and fails unless one of three tries was quick: the first ones also pay for compiling. */
    private void refused(Path file, String said) {
        Duration took = Duration.ZERO;
        String start = "";
        for (int i = 0; i < 3; i++) {
            long before = COMPUTER.getProcessCpuTime();
            Answer answer = check(file);
            took = Duration.ofNanos(COMPUTER.getProcessCpuTime() - before);
            String said2000 =
                    answer.err().substring(0, Math.min(2000, answer.err().length()));
            assertEquals(2, answer.code(), said2000);
            assertTrue(answer.err().contains(said), said2000);
            assertTrue(answer.err().length() < 200_000, () -> answer.err().length() + " characters: " + said2000);
            start = said2000;
            if (took.compareTo(AT_ONCE) < 0) {
                return;
            }
        }
        fail(took + ": " + start);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("entries")
    void whatNobodyCanHaveIsRefusedAtOnce(Map.Entry<String, String> file) throws IOException {
        refused(Files.writeString(folder.resolve("unbounded.yaml"), file.getKey()), file.getValue());
    }

    static java.util.Set<Map.Entry<String, String>> entries() {
        return files().entrySet();
    }

    @Test
    void filesThatAreNoneAreNotRead() throws IOException {
        refused(Path.of("/dev/zero"), "it is not a regular file");
        refused(folder, "it is a folder");
        refused(Files.writeString(folder.resolve("a.yaml"), "extends: /dev/zero"), "it is not a regular file");
        refused(Files.writeString(folder.resolve("b.yaml"), "extends: b.yaml"), "in a circle");
        Files.createSymbolicLink(folder.resolve("d"), folder);
        refused(Files.writeString(folder.resolve("c.yaml"), "extends: d/c.yaml"), "files extend one another");
        for (int i = 0; i < 1000; i++) {
            Files.writeString(folder.resolve("chain" + i + ".yaml"), "extends: chain" + (i + 1) + ".yaml");
        }
        refused(folder.resolve("chain0.yaml"), "files extend one another");
        Path large = folder.resolve("large.yaml");
        try (RandomAccessFile hole = new RandomAccessFile(large.toFile(), "rw")) {
            hole.setLength(1L << 40);
        }
        refused(large, "and an experiment file at most");
    }

    @ParameterizedTest
    @CsvSource({"variants=3000, 0", "variants=10, 2", "variants=x, 2", "variant=3000, 2", "variants=0, 2", "x, 2"})
    void limitsMoveOnlyWhereTheyAreAskedTo(String limit, int code) throws IOException {
        Path file = Files.writeString(
                folder.resolve("limits.yaml"),
                FILE + "sweep: {train.optimizer.learning-rate: [" + repeat(12, i -> "0." + (i + 1) + "1") + "]}");
        Answer answer = check(file, "--limit", limit);
        assertEquals(code, answer.code(), answer.err());
    }
}
