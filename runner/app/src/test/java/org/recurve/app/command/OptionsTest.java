package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.app.command.Shell.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What every command offers, by the model that its help is made of. */
class OptionsTest {
    private static final Set<String> FOLDERS = Set.of("--store", "--plugins", "--data");
    private static final Set<String> STORE = Set.of("--store");
    private static final Set<String> JARS = Set.of("--store", "--plugins");

    /** Those who train, trace or read data sets need them and plugins; those who name or keep plugins need these. */
    private static final Map<String, Set<String>> USED = Map.ofEntries(
            Map.entry("run", FOLDERS),
            Map.entry("resume", FOLDERS),
            Map.entry("work", Set.of("--store", "--data")),
            Map.entry("slurm", FOLDERS),
            Map.entry("kubernetes", FOLDERS),
            Map.entry("check", FOLDERS),
            Map.entry("doctor", FOLDERS),
            Map.entry("show", FOLDERS),
            Map.entry("diff", FOLDERS),
            Map.entry("verify", FOLDERS),
            Map.entry("export", FOLDERS),
            Map.entry("evaluate", FOLDERS),
            Map.entry("predict", FOLDERS),
            Map.entry("data", FOLDERS),
            Map.entry("pack", JARS),
            Map.entry("import", JARS),
            Map.entry("plugins", JARS),
            Map.entry("describe", JARS),
            Map.entry("schema", JARS),
            Map.entry("sql", JARS),
            Map.entry("certify", STORE),
            Map.entry("new", STORE),
            Map.entry("list", STORE),
            Map.entry("report", JARS),
            Map.entry("watch", JARS),
            Map.entry("reindex", STORE),
            Map.entry("where", STORE),
            Map.entry("tag", STORE),
            Map.entry("note", STORE),
            Map.entry("rename", STORE),
            Map.entry("du", STORE),
            Map.entry("rm", STORE),
            Map.entry("gc", STORE),
            Map.entry("help", Set.of()));

    @TempDir
    Path folder;

    private static Map<String, CommandSpec> commands() {
        return RecurveCommand.line().getSubcommands().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getCommandSpec()));
    }

    @Test
    void aCommandThatIsNamedIsFoundUnderTheNameItHas() {
        assertEquals(
                List.copyOf(RecurveCommand.COMMANDS.keySet()),
                List.copyOf(RecurveCommand.line().getSubcommands().keySet()));
        RecurveCommand.COMMANDS.forEach((name, type) -> {
            assertEquals(name, type.getAnnotation(CommandLine.Command.class).name());
            assertTrue(RecurveCommand.line(name, "x").getSubcommands().containsKey(name), name);
        });
    }

    @Test
    void commandsOfferTheFoldersThatTheyUse() {
        commands().forEach((name, command) -> {
            Set<String> offered = command.options().stream()
                    .map(option -> option.longestName())
                    .filter(FOLDERS::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(USED.get(name)), offered, name);
        });
    }

    @Test
    void everyHelpTextIsWholeSentences() {
        List<CommandSpec> ours = commands().values().stream()
                .filter(command -> !command.name().equals("help")) // picocli's own
                .toList();
        Stream<String> commands = ours.stream()
                .flatMap(command -> Stream.of(command.usageMessage().description()));
        Stream<String> arguments = ours.stream()
                .flatMap(command ->
                        Stream.<ArgSpec>concat(command.options().stream(), command.positionalParameters().stream()))
                .map(argument -> String.join(" ", argument.description()));
        assertAll(Stream.concat(commands, arguments).map(text -> () -> {
            assertTrue(text.matches("(?s)\\w.*[.]"), text);
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "doctor",
                "verify",
                "export",
                "show",
                "diff",
                "describe",
                "data",
                "plugins",
                "schema"
            })
    void foldersThatAreNotThereAreRefused(String command) {
        List<Object> words = switch (command) {
            case "run", "check", "doctor" -> List.of(command, "../../experiments/adding-problem-elman.yaml");
            case "diff" ->
                List.of(
                        command,
                        "../../experiments/adding-problem-elman.yaml",
                        "../../experiments/adding-problem-elman.yaml");
            case "data", "plugins", "schema" -> List.of(command);
            case "show" -> List.of(command, "../../experiments/adding-problem-elman.yaml", "--unit", "dense1[0]");
            default -> List.of(command, "relu");
        };
        for (String option : USED.get(command)) {
            if (option.equals("--store")
                    && !Set.of("describe", "data", "plugins", "schema").contains(command)) {
                continue; // made where it is not there, or asked for by name
            }
            Answer answer = recurve(Stream.concat(words.stream(), Stream.of(option, folder.resolve("none")))
                    .toArray());
            assertEquals(2, answer.code(), command + " " + option + answer.out());
            assertEquals(
                    option + "  there is no folder " + folder.resolve("none") + "\n    name one that exists",
                    answer.err().strip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show x", "report x", "verify x", "export x", "pack x", "reindex", "resume x"})
    void storesThatAreNotThereAreRefused(String words) {
        Answer answer = recurve(Stream.concat(Stream.of(words.split(" ")), Stream.of("--store", folder.resolve("none")))
                .toArray());
        assertEquals(2, answer.code(), answer.out());
        assertTrue(answer.err().contains("there is no store in " + folder.resolve("none")), answer.err());
    }
}
