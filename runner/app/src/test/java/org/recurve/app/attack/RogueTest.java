package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.optimize.Optimizer;
import org.recurve.app.plugins.Jars;

/** A stranger's optimizer that does what none should: its trial is the only one that suffers, and the message names it. */
@Tag("attack")
class RogueTest {
    private static final String SOURCE = """
            package stranger;

            import org.recurve.api.optimize.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "rogue", version = 1, summary = "descends, and misbehaves")
            public final class Rogue implements Optimizer<Rogue.Config, Rogue.State> {
                public record Config(@Doc("what it does") @Main @Default("behave") String does) {}

                public record State(long steps) {}

                @Override
                public State start(Config config, Vector theta) {
                    return new State(0);
                }

                @Override
                public Move<State> step(Config config, State state, Objective at) {
                    Vector theta = at.theta().minus(at.gradient().times(0.01));
                    if (state.steps() == 3) {
                        switch (config.does()) {
                            case "throw" -> throw new IllegalStateException("a rogue");
                            case "nan" -> theta = theta.times(Double.NaN);
                            case "hungry" -> { byte[][] all = new byte[100][]; for (int i = 0; ; i++) { all[i % 100] = new byte[1 << 28]; } }
                            case "nothing" -> { return null; }
                            case "endless" -> { System.err.println("endlessly"); while (true) { Thread.onSpinWait(); } }
                            case "recursive" -> again(0);
                            case "threads" -> { Thread t = new Thread(() -> { while (true) { } }); t.start(); }
                            case "misshapen" -> theta = at.theta().of(new float[at.theta().size() + 1]);
                            case "interrupt" -> Thread.currentThread().interrupt();
                            case "exit" -> System.exit(0);
                            default -> { }
                        }
                    }
                    return new Move<>(theta, new State(state.steps() + 1));
                }

                private static int again(int n) {
                    return again(n + 1) + 1;
                }
            }
            """;
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 128, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {rogue: behave}, epochs: 2, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 1
            ablate:
            """;

    @TempDir
    Path folder;

    private Path store;

    @BeforeEach
    void jar() throws Exception {
        store = folder.resolve("a store");
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        Jars.of(plugins.resolve("rogue.jar"), Optimizer.class.getName(), "Rogue", SOURCE);
    }

    private Program run(String... kinds) throws Exception {
        StringBuilder text = new StringBuilder(FILE);
        for (String kind : kinds) {
            text.append("  ")
                    .append(kind)
                    .append(": {set: {train.optimizer.does: ")
                    .append(kind)
                    .append("}}\n");
        }
        Path file = Files.writeString(folder.resolve("sums.yaml"), text);
        return Program.start(folder, List.of("-Xmx192m"), "run", file, "--store", store, "--jobs", 2);
    }

    private static void says(String said, String words) {
        assertTrue(said.contains(words), () -> "\"" + words + "\" is not in: " + said);
    }

    @Test
    void eachFailsAloneAndSaysWhy() throws Exception {
        Program program = run("throw", "nan", "hungry", "nothing", "misshapen", "recursive", "interrupt", "threads");
        assertEquals(1, program.code(), program.said());
        String said = program.said();
        says(said, "throw/0 failed: IllegalStateException: a rogue (in stranger.Rogue.step");
        says(said, "nan/0 diverged: the loss is NaN");
        says(said, "hungry/0 failed: OutOfMemoryError: ");
        says(said, "nothing/0 failed: ");
        says(said, "misshapen/0 failed: ");
        says(said, "recursive/0 failed: StackOverflowError");
        assertFalse(said.contains("threads/0 failed"), said);
        assertFalse(said.contains("interrupt/0 failed"), said);
        assertFalse(said.contains("baseline/0 failed"), said);
        assertFalse(said.contains("something inside failed"), said);
        assertFalse(said.contains("\tat "), said);
    }

    /** Three processes, one for each try, so in the long form alone. */
    @Test
    @EnabledIfSystemProperty(named = "recurve.kills", matches = ".+")
    void aProcessThatRunsOutOfMemoryCostsItsTrialAloneAndSaysHowToHaveMore() throws Exception {
        Path file = Files.writeString(
                folder.resolve("sums.yaml"), FILE + "  hungry: {set: {train.optimizer.does: hungry}}\n");
        Program program = Program.start(
                folder, List.of(), "run", file, "--store", store, "--jobs", 1, "--on", "process", "--memory", "128m");
        assertEquals(1, program.code(), program.said());
        String said = program.said();
        says(said, "baseline/0 finished");
        says(said, "hungry/0 failed: ");
        says(said, " ran out of memory (--memory gives each process more)");
    }

    @Test
    void oneThatEndsTheProcessIsNamed() throws Exception {
        Program program = run("exit");
        assertEquals(1, program.code(), program.said());
        says(program.said(), "System.exit was called by stranger.Rogue.step");
    }

    /** What a shell runs in the background ignores Ctrl-C, and so does what that starts. */
    static boolean ignoresInterrupts() throws java.io.IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void oneThatNeverReturnsIsEndedByASecondInterrupt() throws Exception {
        boolean ignored = ignoresInterrupts();
        String signal = ignored ? "TERM" : "INT";
        Program program = run("endless");
        program.await(said -> said.contains("endlessly") && said.contains("baseline/0"));
        program.signal(signal);
        program.await(said -> said.contains("press Ctrl-C again to end at once"));
        program.signal(signal);
        assertEquals(ignored ? 143 : 130, program.code(), program.said());
        assertFalse(program.said().contains("the run did not stop in"), "it was not ended at once");
        says(
                org.recurve.app.command.Shell.recurve("show", "sums", "--store", store)
                        .out(),
                "finished");
    }
}
