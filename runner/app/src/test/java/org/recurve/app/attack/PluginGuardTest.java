package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.data.Dataset;
import org.recurve.api.export.Exporter;
import org.recurve.api.measure.Metric;
import org.recurve.api.model.Activation;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plugins that end the process, change what all of it shares, or write into what they are given. */
@Tag("attack")
class PluginGuardTest {
    private static final String ACTIVATION = """
        package stranger;

        import java.util.*;
        import java.util.function.*;
        import org.recurve.api.model.*;
        import org.recurve.api.plugin.*;

        @Plugin(id = "rogue", version = 1, summary = "y = x")
        public final class Rogue implements Activation<Rogue.Config> {
            static { LOADED; }
            public record Config(@Main @Default("1") double factor) {
                static { BOUND; }
            }

            static void reflect(Class<?> type, String method, Object on) {
                try {
                    type.getMethod(method, int.class).invoke(on, 0);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Value apply(Config config, Value x) {
                CALLED;
                return x;
            }
        }
        """;

    private static final String FILE = """
        study: sums
        data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
        model: [recurrent: {cell: {elman: 4}}, dense: 1, LAYER]
        loss: squared-error
        train: {optimizer: {sgd: 0.01}, epochs: 1, batch: 16}
        measure: [MEASURE]
        seeds: 1
        """;

    @TempDir
    Path folder;

    private Path store;
    private Path plugins;

    @BeforeEach
    void folders() throws Exception {
        store = folder.resolve("store");
        plugins = Files.createDirectories(store.resolve("plugins"));
    }

    private void activation(String place, String does) throws Exception {
        String source = ACTIVATION.replace(place, "if (true) { " + does + " }").replaceAll("LOADED|BOUND|CALLED", "");
        Jars.of(plugins.resolve("rogue.jar"), Activation.class.getName(), "Rogue", source);
    }

    private Path file(String layer, String measure) throws Exception {
        return Files.writeString(
                folder.resolve("sums.yaml"), FILE.replace("LAYER", layer).replace("MEASURE", measure));
    }

    @Test
    void aStaticInitialiserThatExitsCostsItsPluginAlone() throws Exception {
        activation("LOADED", "System.exit(0);");
        for (String command : List.of("plugins", "describe relu", "data list")) {
            Program program = Program.start(folder, List.of(), (Object[]) (command + " --store " + store).split(" "));
            assertEquals(0, program.code(), program.said());
            says(program, "rogue.jar: a plugin was skipped", "System.exit was called by stranger.Rogue.<clinit>");
        }
        Program run = Program.start(folder, List.of(), "run", file("rogue", "test.loss"), "--store", store);
        assertEquals(2, run.code(), run.said());
        says(run, "System.exit was called by stranger.Rogue.<clinit>");
    }

    @Test
    void aConfigThatExitsIsAFailure() throws Exception {
        activation("BOUND", "System.exit(0);");
        Program run = Program.start(folder, List.of(), "run", file("rogue", "test.loss"), "--store", store);
        assertTrue(run.code() != 0, run.said());
        says(run, "System.exit was called by stranger.Rogue$Config.<clinit>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(0)",
                "Runtime.getRuntime().exit(0)",
                "Runtime.getRuntime().halt(0)",
                "Runtime.getRuntime().addShutdownHook(new Thread())",
                "IntConsumer exit = System::exit; exit.accept(0)",
                "IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(0)",
                "Runnable exit = () -> System.exit(0); exit.run()",
                "new Object() { void now() { System.exit(0); } }.now()",
                "System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))",
                "System.setErr(null)",
                "System.setIn(null)",
                "System.setProperty(\"user.dir\", \"/\")",
                "System.clearProperty(\"java.io.tmpdir\")",
                "Locale.setDefault(Locale.forLanguageTag(\"ar-EG\"))",
                "Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY)",
                "TimeZone.setDefault(TimeZone.getTimeZone(\"Asia/Tokyo\"))",
                "java.util.function.Supplier<Properties> all = System::getProperties; all.get().clear()",
                "java.sql.DriverManager.setLoginTimeout(1)",
                "java.security.Security.removeProvider(\"SUN\")",
                "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { })",
            })
    void whatIsOfTheWholeProcessIsRefused(String call) throws Exception {
        activation("CALLED", call + ";");
        Locale before = Locale.getDefault();
        Answer answer = recurve("run", file("rogue", "test.loss"), "--store", store);
        assertTrue(answer.code() != 0, answer.err());
        assertTrue(answer.err().contains(" was called by stranger.Rogue"), answer.err());
        assertTrue(answer.err().contains("Rogue.java:"), answer.err());
        assertEquals(before, Locale.getDefault());
    }

    @Test
    void whatAPluginPutsIntoTheSystemsPropertiesIsItsOwn() throws Exception {
        activation("CALLED", """
            Properties all = System.getProperties();
            if (all.getProperty("java.version") == null) { throw new IllegalStateException("unreadable"); }
            all.setProperty("user.dir", "/");
            all.put("java.io.tmpdir", 7);
            all.remove("line.separator");\
            """);
        Map<Object, Object> before = Map.copyOf(System.getProperties());
        Answer answer = recurve("run", file("rogue", "test.loss"), "--store", store);
        assertEquals(0, answer.code(), answer.err());
        assertEquals(before, Map.copyOf(System.getProperties()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOADED", "BOUND", "CALLED"})
    void threadsThatAPluginLeavesBehindKeepNoCommandFromEnding(String place) throws Exception {
        activation(place, "new Thread(java.util.concurrent.locks.LockSupport::park).start();");
        Program run = Program.start(folder, List.of(), "run", file("rogue", "test.loss"), "--store", store);
        assertEquals(0, run.code(), run.said());
    }

    /** What the guard of classes does not see, the end of the process does. */
    @Test
    void anExitByReflectionIsNoSuccess() throws Exception {
        activation("CALLED", "reflect(System.class, \"exit\", null);");
        for (String command : List.of("run", "check")) {
            Program program = Program.start(folder, List.of(), command, file("rogue", "test.loss"), "--store", store);
            assertEquals(1, program.code(), program.said());
            says(program, "System.exit was called by stranger.Rogue.reflect");
        }
    }

    private static void says(Program program, String... words) throws Exception {
        String said = program.said();
        for (String word : words) {
            assertTrue(said.contains(word), () -> "\"" + word + "\" is not in: " + said);
        }
    }

    @Test
    void thereIsNothingToRead() throws Exception {
        activation("CALLED", """
            try {
                if (System.in.read() != -1) { throw new IllegalStateException("read"); }
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }\
            """);
        Program run = Program.start(folder, List.of(), "run", file("rogue", "test.loss"), "--store", store);
        run.process().getOutputStream().write("secret\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        run.process().getOutputStream().flush();
        assertEquals(0, run.code(), run.said());
    }

    @Test
    void aMetricThatWritesIntoItsSampleChangesNoOther() throws Exception {
        Jars.of(plugins.resolve("vandal.jar"), Metric.class.getName(), "Vandal", """
            package stranger;

            import java.util.Arrays;
            import org.recurve.api.measure.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "vandal", version = 1, summary = "0")
            public final class Vandal implements Metric<NoConfig> {
                @Override
                public Accumulator accumulator(NoConfig config) {
                    return new Accumulator() {
                        @Override
                        public void add(Sample sample) {
                            Arrays.fill(sample.output(), 1e6f);
                            Arrays.fill(sample.target(), -1e6f);
                        }

                        @Override
                        public double value() {
                            return 0;
                        }
                    };
                }

                @Override
                public Better better() {
                    return Better.HIGHER;
                }
            }
            """);
        double alone = measured(file("relu", "test.mean-squared-error"), "alone");
        double beside = measured(file("relu", "test.vandal, test.mean-squared-error"), "beside");
        assertEquals(alone, beside);
    }

    private double measured(Path file, String store) {
        Answer answer = recurve("run", file, "--store", folder.resolve(store), "--plugins", plugins, "--json");
        JsonNode trial =
                JsonMapper.shared().readTree(answer.out()).get("trials").get(0);
        return trial.get("metrics").get("test.mean-squared-error").asDouble();
    }

    /** Each example is one number, its index; the data set also writes where it was not asked to. */
    @ParameterizedTest
    @ValueSource(strings = {"into[offset + 1] = 7;", "into[offset - 1] = 7;", "Arrays.fill(into, 7);"})
    void aDataSetThatWritesBesideItsExampleHarmsNoOther(String writes) throws Exception {
        String source = """
            package stranger;

            import java.util.*;
            import org.recurve.api.data.*;
            import org.recurve.api.model.Shape;
            import org.recurve.api.plugin.*;

            @Plugin(id = "numbers", version = 1, summary = "numbers")
            public final class Numbers implements Dataset<NoConfig> {
                record Some(int size) implements Examples {
                    @Override
                    public void read(int index, String field, float[] into, int offset) {
                        WRITES
                        into[offset] = index;
                    }
                }

                @Override
                public Data open(NoConfig config, Files files) {
                    List<Field> fields = List.of(
                            new Field(Field.INPUT, Shape.of(1)), new Field(Field.TARGET, Shape.of(1)));
                    Map<String, Examples> splits = Map.of("train", new Some(8), "validation", new Some(8), "test", new Some(8));
                    return new Data(fields, splits, "sha256:0");
                }
            }
            """;
        String file = """
            study: numbers
            data: numbers
            model: [dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.001}, epochs: 1, batch: 4}
            measure: [test.mean-squared-error]
            seeds: 1
            """;
        Path experiment = Files.writeString(folder.resolve("numbers.yaml"), file);
        Path jar = plugins.resolve("numbers.jar");
        Jars.of(jar, Dataset.class.getName(), "Numbers", source.replace("WRITES", ""));
        double right = measured(experiment, "right");
        Files.delete(jar);
        Jars.of(jar, Dataset.class.getName(), "Numbers", source.replace("WRITES", writes));
        Answer answer = recurve("run", experiment, "--store", folder.resolve("wrong"), "--plugins", plugins, "--json");
        if (writes.contains("fill")) { // into its own example, which it then writes
            assertEquals(0, answer.code(), answer.err());
            JsonNode trial =
                    JsonMapper.shared().readTree(answer.out()).get("trials").get(0);
            assertEquals(
                    right, trial.get("metrics").get("test.mean-squared-error").asDouble());
        } else {
            assertEquals(1, answer.code(), answer.err());
            assertTrue((answer.out() + answer.err()).contains("Numbers.java:"), answer.out() + answer.err());
        }
    }

    @Test
    void anExporterThatWritesIntoWeightsChangesNoOther() throws Exception {
        Jars.of(plugins.resolve("zeros.jar"), Exporter.class.getName(), "Zeros", """
            package stranger;

            import java.io.OutputStream;
            import java.util.Arrays;
            import org.recurve.api.export.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "zeros", version = 1, summary = "nothing")
            public final class Zeros implements Exporter.OfWeights<NoConfig> {
                @Override
                public String ending() {
                    return "zeros";
                }

                @Override
                public void write(NoConfig config, TrainedWeights weights, OutputStream out) {
                    weights.tensors().forEach(tensor -> Arrays.fill(tensor.values(), 0));
                }
            }
            """);
        recurve("run", file("relu", "test.loss"), "--store", store);
        Path alone = folder.resolve("alone");
        Path beside = folder.resolve("beside");
        recurve("export", "sums", "--store", store, "--as", "safetensors", "--to", alone);
        Answer answer =
                recurve("export", "sums", "--store", store, "--as", "zeros", "--as", "safetensors", "--to", beside);
        assertEquals(0, answer.code(), answer.err());
        String name = "weights/baseline-0.safetensors";
        assertEquals(-1, Files.mismatch(alone.resolve(name), beside.resolve(name)));
    }
}
