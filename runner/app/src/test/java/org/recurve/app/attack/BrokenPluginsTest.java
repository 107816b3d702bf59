package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.InputFiles;
import org.recurve.api.model.Activation;
import org.recurve.api.model.Layer;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginKind;

/** A plugin of each kind, compiled as a stranger would, that fails in each of its methods: author, part and place are named. */
@Tag("attack")
class BrokenPluginsTest {
    private static final String CLASS = """
        package stranger;

        import java.io.OutputStream;
        import java.util.List;
        import java.util.Optional;
        import java.util.function.Predicate;
        import org.recurve.api.data.*;
        import org.recurve.api.event.*;
        import org.recurve.api.export.*;
        import org.recurve.api.measure.*;
        import org.recurve.api.model.*;
        import org.recurve.api.optimize.*;
        import org.recurve.api.plugin.*;
        import org.recurve.api.random.Stream;
        import org.recurve.api.report.*;
        import org.recurve.api.search.*;

        @Plugin(id = "broken", version = 1, summary = "fails")
        public final class Broken implements SERVICE {
            static volatile Config given;

            public record Config(@Main @Default("behave") String does) {
                public Config {
                    given = this;
                }
            }

            static int again(int n) {
                return again(n + 1) + 1;
            }

            @SuppressWarnings("removal")
            static void fail(int method) {
                switch (given.does().replace("-" + method, "")) {
                    case "throw" -> throw new IllegalStateException("broken on purpose");
                    case "argument" -> throw new IllegalArgumentException("broken on purpose");
                    case "error" -> throw new NoSuchMethodError("broken on purpose");
                    case "death" -> throw new ThreadDeath();
                    case "overflow" -> again(0);
                    case "jdk" -> List.of().iterator().next();
                    default -> { }
                }
            }

            METHODS
        }
        """;

    private static final List<BrokenForm> FORMS = BrokenForm.all();
    private static final int MOST_METHODS = 9;

    private static final String SQUARES = """
        package stranger;

        import java.util.*;
        import org.recurve.api.data.*;
        import org.recurve.api.model.Shape;
        import org.recurve.api.plugin.*;

        @Plugin(id = "squares", version = 1, summary = "squares")
        public final class Squares implements Dataset<NoConfig> {
            record Some(int size) implements Examples {
                @Override
                public void read(int index, String field, float[] into, int offset) {
                    into[offset] = index;
                }
            }

            @Override
            public Data open(NoConfig config, Files files) {
                List<Field> fields =
                        List.of(new Field(Field.INPUT, Shape.of(1, 4, 4)), new Field(Field.TARGET, Shape.of(1)));
                return new Data(
                        fields,
                        Map.of("train", new Some(8), "validation", new Some(4), "test", new Some(4)),
                        "sha256:0");
            }
        }
        """;

    private static final String FILE = """
        study: squares
        data: squares
        model: [conv: {filters: 2, kernel: 2, padding: same}, relu, pool: 2, dense: 1]
        loss: squared-error
        train: {optimizer: {sgd: 0.01}, epochs: 1, batch: 4}
        measure: [test.mean-squared-error]
        seeds: 1
        """;

    /** So many methods of each kind fail in every way, the others in one; all of the first four in the long form. */
    private static final int EVERY_WAY = Integer.getInteger("recurve.failures", 1);

    @TempDir
    Path folder;

    static Stream<Arguments> eachMethod() {
        return FORMS.stream()
                .flatMap(form -> IntStream.rangeClosed(1, MOST_METHODS)
                        .filter(method -> form.methods().contains("$" + method))
                        .mapToObj(method -> Arguments.of(form, method)));
    }

    /** A listener's failure is the bus's to tell, which has a test of its own. */
    private static List<PluginKind> kinds() {
        return Arrays.stream(PluginKind.values())
                .filter(kind -> kind != PluginKind.LISTENER)
                .toList();
    }

    /** The framework calls an activation by {@code apply} alone. */
    @Test
    void everyMethodOfEveryKindFailsHere() {
        List<String> missing = kinds().stream()
                .flatMap(kind -> services(kind)
                        .flatMap(service -> Arrays.stream(service.getMethods())
                                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                                .filter(method ->
                                        !(kind == PluginKind.ACTIVATION && Layer.class == method.getDeclaringClass()))
                                .filter(method -> !method.isBridge()
                                        && !(kind == PluginKind.ACTIVATION
                                                && method.isDefault()
                                                && method.getName().equals("forward")))
                                .map(Method::getName)
                                .filter(name -> FORMS.stream()
                                        .filter(form -> form.kind() == kind)
                                        .noneMatch(form -> fails(form, name)))
                                .map(name -> kind + "." + name)))
                .distinct()
                .toList();
        assertEquals(List.of(), missing);
    }

    /** What the framework calls of a kind: its service, its special forms, and what they give that computes. */
    private static Stream<Class<?>> services(PluginKind kind) {
        Stream<Class<?>> given = kind == PluginKind.DATASET ? Stream.of(Examples.class, InputFiles.class) : Stream.of();
        return Stream.concat(
                Stream.concat(
                        Stream.of(kind.service()),
                        Arrays.stream(kind.service().getDeclaredClasses()).filter(Class::isInterface)),
                given);
    }

    private static boolean fails(BrokenForm form, String method) {
        return Pattern.compile(" " + method + "\\([^{]*\\{ \\$")
                .matcher(form.methods())
                .find();
    }

    /** All failures of a method that most plugins have; of the others, which are called the same way, one or two. */
    @ParameterizedTest
    @MethodSource("eachMethod")
    void whatFailsIsNamedWithItsAuthorsLine(BrokenForm form, int method) throws Exception {
        List<String> failures = method <= EVERY_WAY && first(form.kind()) == form
                ? List.of("throw", "argument", "error", "death", "overflow", "jdk")
                : List.of("throw");
        for (String failure : failures) {
            String said = said(form, failure + "-" + method);
            names(said, form, failure);
            if (List.of("throw", "argument", "error").contains(failure)) {
                assertTrue(said.contains("broken on purpose"), said);
            }
        }
        if (givesAnObject(form, method)) {
            String said = said(form, "null-" + method);
            names(said, form, "null");
            assertTrue(said.contains(" returned null (in stranger.Broken"), said);
        }
    }

    private static boolean givesAnObject(BrokenForm form, int method) {
        String before = form.methods().split("\\$" + method)[0];
        String signature = before.substring(Math.max(0, before.lastIndexOf("public ")));
        return !signature.matches("public (int|long|double|boolean|void) .*");
    }

    private static void names(String said, BrokenForm form, String failure) {
        assertTrue(said.contains("the " + form.kind().one() + " broken, in broken.jar"), () -> failure + ": " + said);
        assertTrue(said.contains(form.path()), () -> failure + " names no part: " + said);
        assertTrue(
                Pattern.compile("\\(in stranger\\.Broken[^ ]*\\(Broken\\.java:\\d+\\), the ")
                        .matcher(said)
                        .find(),
                () -> failure + " names no class and line: " + said);
        if (!form.path().isEmpty() && !form.part().isEmpty()) {
            assertTrue(
                    Pattern.compile("\\w+-\\d\\.yaml:\\d+:\\d+").matcher(said).find(),
                    () -> failure + " names no place in the file: " + said);
        }
        assertFalse(said.contains("something inside failed"), said);
        assertFalse(said.contains("\tat "), said);
    }

    /** What a command says whose plugin of this kind does so. */
    private String said(PluginKind kind, String does) throws Exception {
        return said(first(kind), does);
    }

    private static BrokenForm first(PluginKind kind) {
        return FORMS.stream().filter(form -> form.kind() == kind).findFirst().orElseThrow();
    }

    private String said(BrokenForm form, String does) throws Exception {
        PluginKind kind = form.kind();
        Path plugins = folder.resolve("plugins");
        if (!Files.exists(plugins.resolve("broken.jar"))) {
            Files.createDirectories(plugins);
            Jars.of(plugins.resolve("squares.jar"), Dataset.class.getName(), "Squares", SQUARES);
            String methods = form.methods();
            for (int method = 1; method <= MOST_METHODS; method++) {
                String nothing = givesAnObject(form, method)
                        ? "if (given.does().equals(\"null-" + method + "\")) return null; "
                        : "";
                methods = methods.replace("$" + method, "fail(" + method + "); " + nothing);
            }
            String source = CLASS.replace("SERVICE", form.service()).replace("METHODS", methods);
            Jars.of(plugins.resolve("broken.jar"), kind.service().getName(), "Broken", source);
        }
        String text = FILE;
        for (Map.Entry<String, String> part : form.part().entrySet()) {
            assertTrue(text.contains(part.getKey()), part.getKey());
            text = text.replace(part.getKey(), part.getValue().replace("DOES", does));
        }
        Path file = Files.writeString(folder.resolve(does + ".yaml"), text);
        Path store = folder.resolve(does);
        Files.writeString(folder.resolve("texts.csv"), "text,label\na,x\nb,y\nc,x\nd,y\n");
        List<Object> more = List.of("--plugins", plugins, "--store", store);
        if (form.part().isEmpty() || !form.asked().isEmpty()) {
            Answer trained = answer(List.of("run", file, "--data", folder), more);
            assertEquals(0, trained.code(), trained.err());
        }
        String reference = "{broken: " + does + "}";
        Answer answer = switch (kind) {
            case EXPORTER ->
                answer(List.of("export", "squares", "--as", reference, "--to", store.resolve("out")), more);
            case SECTION -> answer(List.of("report", "squares", "--section", reference), more);
            default -> {
                Path asked = Files.writeString(folder.resolve(form.askedName()), form.asked());
                yield answer(
                        form.asked().isEmpty()
                                ? List.of("run", file, "--data", folder)
                                : List.of("predict", "squares", asked),
                        more);
            }
        };
        boolean harmless = kind == PluginKind.SECTION; // the report is written nevertheless
        assertEquals(harmless || does.equals("behave"), answer.code() == 0, answer.out() + answer.err());
        return answer.out() + answer.err();
    }

    private static Answer answer(List<Object> words, List<Object> more) {
        return recurve(Stream.concat(words.stream(), more.stream()).toArray());
    }

    @ParameterizedTest
    @CsvSource({"LAYER, 3", "LOSS, 4", "DATASET, 2", "OPTIMIZER, 5", "INITIALIZER, 3"})
    void aFailureIsShownWhereItStandsInTheFile(PluginKind kind, int line) throws Exception {
        String said = said(kind, "throw-1");
        assertTrue(said.contains("throw-1.yaml:" + line + ":"), said);
    }

    @Test
    void theAuthorsLinesStandFirstInATrace() throws Exception {
        said(PluginKind.LAYER, "throw-1");
        Answer answer = answer(
                List.of("check", folder.resolve("throw-1.yaml"), "--debug"),
                List.of("--plugins", folder.resolve("plugins"), "--store", folder.resolve("none")));
        String first = answer.err()
                .lines()
                .filter(line -> line.contains("at "))
                .findFirst()
                .orElse("");
        assertTrue(first.contains("stranger.Broken.fail(Broken.java:"), answer.err());
    }

    /** Shapes that do not fit may be the file's mistake or the author's: both places are told. */
    @Test
    void whatTheFrameworkObjectsToNamesTheAuthorsLineAndThePlace() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("squares.jar"), Dataset.class.getName(), "Squares", SQUARES);
        String source = CLASS.replace("SERVICE", "Layer<Broken.Config>")
                .replace("METHODS", "public Value forward(Config c, Scope s, Value x) { return x.plus(s.zeros(7)); }");
        Jars.of(plugins.resolve("broken.jar"), Layer.class.getName(), "Broken", source);
        Path file = Files.writeString(folder.resolve("shapes.yaml"), FILE.replace("relu", "broken"));
        Answer answer = recurve("check", file, "--plugins", plugins, "--store", folder.resolve("none"));
        assertEquals(2, answer.code(), answer.err());
        assertTrue(answer.err().contains("shapes.yaml:3:"), answer.err());
        assertTrue(answer.err().contains("do not fit"), answer.err());
        assertTrue(answer.err().contains("(in stranger.Broken.forward(Broken.java:"), answer.err());
        assertTrue(answer.err().contains("the layer broken, in broken.jar)"), answer.err());
    }

    /** A trial that fails ends no command, so its trace is logged. */
    @Test
    void aFailedTrialsTraceBeginsWithTheAuthorsLines() throws Exception {
        said(PluginKind.OPTIMIZER, "behave");
        Path file = Files.writeString(
                folder.resolve("late.yaml"),
                Files.readString(folder.resolve("behave.yaml")).replace("behave", "throw-2"));
        Program run = Program.start(
                folder,
                List.of(),
                "run",
                file,
                "--debug",
                "--plugins",
                folder.resolve("plugins"),
                "--store",
                folder.resolve("late"));
        assertEquals(1, run.code(), run.said());
        String first = Files.readString(run.err())
                .lines()
                .filter(line -> line.contains("\tat "))
                .findFirst()
                .orElse("");
        assertTrue(first.contains("stranger.Broken.fail(Broken.java:"), run.said());
    }

    /** Said when the jar is loaded, by every command that loads it. */
    @Test
    void settingsThatCannotBeReadAreSaidAtOnce() throws Exception {
        Map<String, String> mistakes = Map.of(
                "record Config(@Default(\"1\") double a) {}", "Broken$Config is not public",
                "public record Config(@Default(\"one\") double a) {}", "the default of a",
                "public record Config(@Default(\"{\") double a) {}", "the default of a",
                "public record Config(@Default(\"5\") @Max(3) int a) {}", "the default of a",
                "public record Config(@Default(\"nothing\") Spec<Pooling<?>> a) {}", "the default of a",
                "public record Config(Thread a) {}", "which no file can say");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            Path plugins = Files.createDirectories(folder.resolve("plugins"));
            String source = CLASS.replaceAll("(?s)static volatile Config.*?static int again", "static int again")
                    .replaceAll("(?s)@SuppressWarnings.*?METHODS", "METHODS")
                    .replace("SERVICE", "Activation<Broken.Config>")
                    .replace("METHODS", mistake.getKey() + " public Value apply(Config c, Value x) { return x; }");
            Jars.of(plugins.resolve("broken.jar"), Activation.class.getName(), "Broken", source);
            Answer answer = recurve("plugins", "--plugins", plugins, "--store", folder);
            assertEquals(0, answer.code(), answer.err());
            assertTrue(answer.err().contains("broken.jar: the activation broken"), answer.err());
            assertTrue(answer.err().contains(mistake.getValue()), mistake.getKey() + ": " + answer.err());
            assertTrue(
                    answer.err().contains(" (in stranger.Broken$Config.<init>(Broken.java:"),
                    mistake.getKey() + ": " + answer.err());
            assertFalse(answer.out().contains("broken"), answer.out());
        }
    }
}
