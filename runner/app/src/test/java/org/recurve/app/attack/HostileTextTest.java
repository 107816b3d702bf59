package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.optimize.Optimizer;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts that command a terminal, forge lines or are formulas, at every place that takes text from outside. */
@Tag("attack")
class HostileTextTest {
    /** A title, a cleared screen, C1's CSI, a reversed line, a hidden word, an overwritten and a forged line. */
    private static final String HOSTILE =
            "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egnirts\u200b\u2066\rFORGED over\nFORGED below\u2028FORGED";

    /** The same between double quotes, in YAML and in Java. */
    private static final String ESCAPED = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\u202egnirts\\u200b\\u2066\\r"
            + "FORGED over\\n"
            + "FORGED below\\u2028FORGED";

    private static final String SOURCE = """
        package stranger;

        import org.recurve.api.optimize.*;
        import org.recurve.api.plugin.*;

        @Plugin(id = "hostile", version = 1, summary = "TEXT")
        public final class Hostile implements Optimizer<Hostile.Config, Hostile.State> {
            public record Config(
                    @Doc("TEXT") @Main @Default("behave") String does, @Doc("TEXT") @Default("'TEXT'") String text) {}

            public record State(long steps) {}

            @Override
            public State start(Config config, Vector theta) {
                return new State(0);
            }

            @Override
            public Move<State> step(Config config, State state, Objective at) {
                if (System.getProperty("plugins.print") != null) {
                    System.out.println("TEXT");
                    System.err.println("TEXT");
                    System.out.print("TEXT");
                }
                Vector theta = at.theta().minus(at.gradient().times(0.01));
                switch (config.does()) {
                    case "object" -> throw new InvalidSetting("TEXT");
                    case "fail" -> throw new IllegalStateException("TEXT");
                    default -> { }
                }
                return new Move<>(theta, new State(state.steps() + 1)).watching("TEXT", 1);
            }
        }
        """;

    private static final String FILE = """
        study: sums
        question: "TEXT"
        data: {csv: {file: 'NAME', target: label, validation: 0.25, test: 0.25}}
        model: [dense: {units: 2}]
        loss: cross-entropy
        train: {optimizer: {hostile: behave}, epochs: 1, batch: 2}
        measure: [test.accuracy]
        seeds: 1
        ablate:
          objecting: {set: {train.optimizer.does: object}}
          failing: {set: {train.optimizer.does: fail}}
        """;

    @TempDir
    Path folder;

    private Path store;
    private Path file;

    @BeforeEach
    void jar() throws Exception {
        store = folder.resolve("store");
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        String source = SOURCE.replace("'TEXT'", "'x'").replace("TEXT", ESCAPED);
        Jars.of(plugins.resolve("a\u001b[2J\u202e.jar"), Optimizer.class.getName(), "Hostile", source);
        String name = "data\u001b[2J\u202e.csv";
        Files.writeString(folder.resolve(name), "a,label\n" + ("1,\"" + HOSTILE + "\"\n2,=HYPERLINK(1)\n").repeat(4));
        file = Files.writeString(
                folder.resolve("sums.yaml"),
                FILE.replace("TEXT", ESCAPED).replace("'NAME'", "\"data\\u001b[2J\\u202e.csv\""));
    }

    /** What a command says, given those of the two folders that it takes. */
    private Answer said(Object... words) {
        String help = recurve(words[0], "--help").out();
        List<Object> line = new ArrayList<>(List.of(words));
        if (help.contains("--store")) {
            line.addAll(List.of("--store", store));
        }
        if (help.contains("--data")) {
            line.addAll(List.of("--data", folder));
        }
        Object[] all = line.toArray();
        Answer answer = recurve(all);
        clean(String.join(" ", Stream.of(words).map(String::valueOf).toList()), answer.out() + answer.err());
        return answer;
    }

    /** Only what a terminal shows as it is, and no line that the program did not begin. */
    static void clean(String command, String text) {
        text.codePoints().forEach(codePoint -> {
            int type = Character.getType(codePoint);
            boolean shown = codePoint == '\n'
                    || codePoint == '\t'
                    || type != Character.CONTROL
                            && type != Character.FORMAT
                            && type != Character.LINE_SEPARATOR
                            && type != Character.PARAGRAPH_SEPARATOR
                            && type != Character.SURROGATE;
            assertTrue(shown, () -> command + " prints U+" + Integer.toHexString(codePoint) + ": " + text);
        });
        assertFalse(text.lines().anyMatch(line -> line.startsWith("FORGED")), () -> command + ": " + text);
    }

    @Test
    void noCommandPassesItOnToTheTerminal() throws Exception {
        Answer run = said("run", file);
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().contains("\\u001b]0;owned"), run.out());
        List<String> commands = List.of(
                "list",
                "show sums",
                "show sums/baseline",
                "show sums/objecting",
                "show sums/failing",
                "report sums",
                "plugins",
                "describe hostile",
                "reindex",
                "verify sums/baseline",
                "diff sums/baseline sums/failing",
                "list --where seed=0",
                "resume sums",
                "data list csv",
                "doctor",
                "check");
        for (String command : commands) {
            said(command.split(" "));
        }
        for (String command : List.of("check", "doctor", "run", "show --unit 'dense1[0]'")) {
            said(Stream.concat(Stream.of(command.split(" ")), Stream.of(file)).toArray());
        }
        said("export", "sums", "--to", folder.resolve("out\u001b[2J"));
        said("pack", "sums", "--to", folder.resolve("pack\u001b[2J.zip"));
        Answer other = recurve("import", store, "--store", folder.resolve("other"));
        clean("import", other.out() + other.err());
        for (String word : List.of("show", "report", "describe", "verify", "check", HOSTILE)) {
            said(word, HOSTILE);
        }
        said("list", "--where", HOSTILE);
        said("run", file, "--set", HOSTILE + "=1");
    }

    @Test
    void mistakesQuoteItWritten() throws Exception {
        List<String> places = List.of(
                "study: sums",
                "csv:",
                "file:",
                "target:",
                "dense:",
                "units:",
                "cross-entropy",
                "hostile:",
                "test.accuracy",
                "seeds:",
                "objecting:",
                "train.optimizer.does: fail",
                "model:",
                "target: label");
        for (String place : places) {
            String hostile = "\"" + ESCAPED + "\"" + (place.endsWith(":") ? ":" : "");
            Path wrong = Files.writeString(
                    folder.resolve("wrong.yaml"), Files.readString(file).replace(place, hostile));
            Answer answer = said("check", wrong);
            assertTrue(answer.code() != 0, place);
        }
        Path raw = Files.writeString(folder.resolve("raw.yaml"), "study: a\u009b2J\n\u202emodel: \u001b[2J\n");
        assertEquals(2, said("check", raw).code());
    }

    @Test
    void jsonIsTheExactText() {
        recurve("run", file, "--store", store, "--data", folder);
        Answer list = said("list", "--json");
        JsonNode parsed = JsonMapper.shared().readTree(list.out());
        assertEquals(HOSTILE, parsed.get(0).get("question").asString());
        JsonNode plugin = JsonMapper.shared().readTree(said("plugins", "--json").out());
        assertTrue(plugin.valueStream()
                .anyMatch(one -> one.get("summary").asString().equals(HOSTILE)));
    }

    @Test
    void standardOutputIsTheAnswerAlone() throws Exception {
        Program program = Program.start(
                folder, List.of("-Dplugins.print=yes"), "run", file, "--store", store, "--data", folder, "--json");
        assertEquals(1, program.code(), program.said());
        String out = Files.readString(program.out());
        assertEquals(1, out.lines().count(), out);
        assertEquals("sums", JsonMapper.shared().readTree(out).get("study").asString());
        String err = Files.readString(program.err());
        clean("run", err);
        assertTrue(err.contains("printed by a plugin: \\u001b]0;owned"), err);
        assertTrue(err.contains("standard error: \\u001b]0;owned"), err);
    }
}
