package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Listener;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;
import org.recurve.storage.journal.JournalReader;

/** Listeners of files and of the command line, built in and from strangers' jars, through the commands. */
class ListenTest {
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 64, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 3, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    /** Writes what it receives, and what it knows; misbehaves at the second epoch, if it is told to. */
    private static final String DIARY = """
            package stranger;

            import java.io.*;
            import java.nio.file.*;
            import org.recurve.api.event.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "diary", version = 1, summary = "writes what it receives")
            public final class Diary implements Listener<Diary.Config> {
                public record Config(
                        @Doc("what it does") @Main @Default("write") String does,
                        @Doc("whether it asks for everything") @Default("true") boolean all) {}

                public boolean catchesUp(Config config) {
                    return config.all();
                }

                public void on(Config config, Event event) {
                    throw new IllegalStateException("there is a session");
                }

                public ListenerSession open(Config config, ListenerContext context) throws IOException {
                    if (config.does().equals("escape")) {
                        context.file("../escaped");
                    }
                    Writer out = Files.newBufferedWriter(context.file("diary.txt"));
                    out.write(context.study() + context.variants() + context.metrics() + context.trials().size()
                            + context.file().contains("squared-error")
                            + context.trials().getFirst().configuration().contains("elman") + "\\n");
                    return new ListenerSession() {
                        private int epochs;

                        public void on(Event event) throws IOException {
                            if (event instanceof Event.EpochDone && ++epochs == 2) {
                                misbehave(config.does());
                            }
                            out.write(words(event) + "\\n");
                        }

                        public void close() throws IOException {
                            out.close();
                        }
                    };
                }

                static String words(Event event) {
                    return event.getClass().getSimpleName() + " " + switch (event) {
                        case Event.StepDone it -> it.trial() + " " + it.step() + " " + it.loss();
                        case Event.EpochDone it -> it.trial() + " " + it.epoch() + " " + it.digest();
                        case Event.OfTrial it -> it.trial();
                        default -> "";
                    };
                }

                static void misbehave(String how) throws IOException {
                    switch (how) {
                        case "throw" -> throw new IllegalStateException("on purpose");
                        case "io" -> throw new IOException("no room left");
                        case "error" -> throw new NoSuchMethodError("on purpose");
                        case "overflow" -> misbehave(how);
                        case "interrupt" -> Thread.currentThread().interrupt();
                        default -> {}
                    }
                }
            }
            """;

    /** Keeps the order of one trial's lines. */
    private static final Comparator<String> BY_TRIAL = Comparator.comparing(line -> line.split(" ")[1]);

    @TempDir
    Path folder;

    private Path store;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        store = folder.resolve("store");
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
    }

    private Path listening(String listeners) throws IOException {
        return Files.writeString(folder.resolve("listening.yaml"), FILE + "listen: " + listeners + "\n");
    }

    private void diary() throws IOException {
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        Jars.of(plugins.resolve("diary.jar"), Listener.class.getName(), "Diary", DIARY);
    }

    private Answer run(Path experiment, Object... more) {
        return recurve(
                Stream.concat(Stream.of("run", experiment, "--store", store, "--jobs", 1, "--json"), Stream.of(more))
                        .toArray());
    }

    private Path written(String name) {
        return store.resolve("listeners/sums").resolve(name);
    }

    /** The events of all trials as the journals have them, by trial. */
    private List<Event> journaled() throws IOException {
        List<Event> events = new ArrayList<>();
        try (Stream<Path> trials = Files.list(store.resolve("trials"))) {
            trials.sorted().forEach(trial -> new JournalReader(trial.resolve("journal")).forEach(events::add));
        }
        return events;
    }

    private static String words(Event event) {
        return event.getClass().getSimpleName() + " "
                + switch (event) {
                    case Event.StepDone it -> it.trial() + " " + it.step() + " " + it.loss();
                    case Event.EpochDone it -> it.trial() + " " + it.epoch() + " " + it.digest();
                    case Event.OfTrial it -> it.trial();
                    case Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> "";
                };
    }

    private static List<String> trials(String json) {
        return Pattern.compile("\"(digest|id)\":\"(sha256:[0-9a-f]{64})\"")
                .matcher(json)
                .results()
                .map(match -> match.group(2))
                .toList();
    }

    /** Variant, seed and epoch of each line; the line is whole. */
    private static List<String> epochs(Path lines) throws IOException {
        List<String> epochs = new ArrayList<>();
        Pattern whole = Pattern.compile("\\{\"study\":\"sums\",\"variant\":\"(\\w+)\",\"seed\":(\\d+),\"trial\":"
                + "\"sha256:[0-9a-f]{64}\",\"epoch\":(\\d+),\"step\":\\d+,\"metrics\":\\{[^{}]*\\},"
                + "\"seconds\":[0-9.E-]+,\"digest\":\"sha256:[0-9a-f]{64}\"\\}");
        String text = Files.readString(lines);
        assertTrue(text.endsWith("\n"), text);
        for (String line : text.lines().toList()) {
            Matcher matcher = whole.matcher(line);
            assertTrue(matcher.matches(), line);
            epochs.add(matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(3));
        }
        return epochs;
    }

    private static List<String> all(int seeds, int epochs) {
        return IntStream.range(0, seeds)
                .boxed()
                .flatMap(seed -> IntStream.rangeClosed(1, epochs).mapToObj(epoch -> "baseline/" + seed + "/" + epoch))
                .toList();
    }

    @Test
    void whatListensChangesNoTrialAndIsNoPartOfTheConfiguration() throws IOException {
        Answer alone = run(file);
        Path with = listening("[epoch-lines, {epoch-lines: {file: more/epochs.jsonl}}, tensorboard]");
        Answer listened = recurve("run", with, "--store", folder.resolve("other"), "--jobs", 1, "--json");
        assertEquals(0, listened.code(), listened.err());
        assertEquals(4, trials(alone.out()).size());
        assertEquals(trials(alone.out()), trials(listened.out()));
        Path there = folder.resolve("other/listeners/sums");
        assertEquals(all(2, 3), epochs(there.resolve("epoch-lines/epochs.jsonl")));
        assertEquals(all(2, 3), epochs(there.resolve("epoch-lines-2/more/epochs.jsonl")));
        assertTrue(Files.exists(there.resolve("tensorboard/baseline/1/events.out.tfevents.recurve")));
    }

    @Test
    void aListenerIsToldWhatItWatchesAndEverythingInOrder() throws IOException {
        diary();
        Answer answer = run(listening("diary"), "--listen", "diary: {all: false}");
        assertEquals(0, answer.code(), answer.err());
        assertEquals("", answer.err().replaceAll("\\d/2  baseline/\\d finished in [0-9.]+ s\\n", ""));
        List<String> expected =
                journaled().stream().map(ListenTest::words).sorted(BY_TRIAL).toList();
        for (String name : List.of("diary", "diary-2")) {
            List<String> lines = Files.readAllLines(written(name).resolve("diary.txt"));
            assertEquals(
                    "sums[baseline][train.loss, validation.loss, test.loss, test.mean-squared-error]2truetrue",
                    lines.getFirst());
            assertTrue(lines.get(1).startsWith("StudyStarted"), lines.get(1));
            String all = String.join("\n", lines);
            assertTrue(all.indexOf("StudyEnded") > all.lastIndexOf("TrialEnded"), all);
            List<String> ofTrials = lines.stream()
                    .filter(line -> line.contains(" sha256:"))
                    .sorted(BY_TRIAL)
                    .toList();
            assertEquals(expected, ofTrials);
        }
    }

    /** A study that ended before is given to those that ask for everything, once. */
    @Test
    void aFinishedStudyIsCaughtUp() throws IOException {
        diary();
        run(file);
        Answer caught = run(file, "--listen", "diary", "--listen", "diary: {all: false}");
        assertEquals(0, caught.code(), caught.err());
        List<String> lines = Files.readAllLines(written("diary").resolve("diary.txt"));
        assertEquals(journaled().size() + 3, lines.size(), lines.toString());
        assertFalse(Files.exists(written("diary-2")), "nothing was run that it could hear of");
        Path note = Files.writeString(written("diary").resolve("diary.txt"), "untouched");
        run(file, "--listen", "diary");
        assertEquals("untouched", Files.readString(note));
        run(file, "--listen", "diary: {does: other}");
        assertNotEquals("untouched", Files.readString(note));
    }

    @Test
    void aListenerThatFailsIsReportedOnceAndHarmsNothing() throws IOException {
        diary();
        Answer alone = recurve("run", file, "--store", folder.resolve("alone"), "--jobs", 1, "--json");
        for (String how : List.of("throw", "io", "error", "overflow")) {
            store = folder.resolve(how);
            diary();
            Answer answer = run(listening("{diary: {does: " + how + ", all: false}}"));
            assertEquals(0, answer.code(), answer.err());
            assertEquals(trials(alone.out()), trials(answer.out()));
            List<String> warnings = answer.err()
                    .lines()
                    .filter(line -> line.startsWith("warning"))
                    .toList();
            assertEquals(2, warnings.size(), answer.err());
            assertTrue(
                    warnings.getFirst()
                            .matches(
                                    "warning: listener diary: it failed: \\w+\\.yaml:\\d+:\\d+: \\w+: .*\\(in stranger\\.Diary\\.misbehave"
                                            + "\\(Diary\\.java:\\d+\\), the listener diary, in diary\\.jar\\); it gets no more"
                                            + " events, and training continues without it"),
                    warnings.getFirst());
            // Of seed 0: start and four steps, an epoch, four steps; of the study, its start.
            long missed = journaled().size() + 2 - 11;
            assertEquals(
                    "warning: listener diary missed " + missed + " events, from epoch 2 of baseline/0 on",
                    warnings.getLast());
            assertTrue(answer.out().contains("\"listener diary missed " + missed + " events"), answer.out());
        }
    }

    @Test
    void whatAListenerMissedThatAsksForEverythingTheNextRunGivesIt() throws IOException {
        diary();
        Answer failed = run(file, "--listen", "diary: throw");
        long missed = journaled().size() - 10;
        assertTrue(
                failed.err()
                        .contains("warning: listener diary missed " + missed + " events, from epoch 2 of baseline/0 on;"
                                + " the next run or resume of the study gives it everything from the start"),
                failed.err());
        Answer again = recurve("resume", "sums", "--store", store, "--listen", "diary");
        assertEquals(0, again.code(), again.err());
        assertEquals(
                journaled().size() + 3,
                Files.readAllLines(written("diary").resolve("diary.txt")).size());
    }

    @Test
    void aListenerStaysInItsFolder() throws IOException {
        diary();
        Answer escaping = run(file, "--listen", "diary: {does: escape, all: false}");
        assertEquals(0, escaping.code());
        assertTrue(
                escaping.err().contains("it failed: --listen: \"../escaped\" is not the name of a file"),
                escaping.err());
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectories(written("epoch-lines"));
        Files.createSymbolicLink(written("epoch-lines").resolve("in"), elsewhere);
        Answer linked = run(file, "--listen", "epoch-lines: {file: in/epochs.jsonl}");
        assertEquals(0, linked.code());
        assertTrue(linked.err().contains("is a link, and listeners do not write through links"), linked.err());
        Files.createSymbolicLink(written("tensorboard"), elsewhere);
        Answer led = run(file, "--listen", "tensorboard");
        assertTrue(led.err().contains("tensorboard is a link, and listeners do not write through links"), led.err());
        try (Stream<Path> files = Files.list(elsewhere)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void whatIsWrongIsSaidWhereItStands() throws IOException {
        Path wrong = listening("[epoch-lins, {epoch-lines: ../x}, {webhook: \"https://h/1\"}, 5]");
        String name = wrong.toString();
        assertEquals(
                """
                FILE:8:10  listen: there is no listener "epoch-lins". Did you mean "epoch-lines"?
                    listeners: epoch-lines, tensorboard, webhook
                FILE:8:23  listen: "../x" is not the name of a file in the listener's own folder; use letters, digits and . _ - within names, with / between folders, as in epochs.jsonl or lines/epochs.jsonl
                FILE:8:53  listen.address: webhook takes "address" on the command line alone, since files are stored and shared
                    remove webhook here, and add --listen 'webhook: {address: …}' to the command
                FILE:8:69  listen: expected a listener, found 5
                """,
                recurve("check", wrong, "--store", store)
                        .err()
                        .replace(name, "FILE")
                        .replace("example-milestones, ", "")
                        .replaceAll("    jars were looked for in .*\n", ""));
        Answer option = run(file, "--listen", "epoch-lines: {fil: x}");
        assertEquals(2, option.code());
        assertTrue(option.err().startsWith("--listen  listen.fil: epoch-lines has no setting \"fil\"."), option.err());
        Answer address = run(file, "--listen", "webhook: http://hooks.example.org/S3CRET");
        assertEquals(2, address.code());
        assertFalse(address.err().contains("S3CRET"), address.err());
        assertTrue(address.err().contains("must begin with https://"), address.err());
        assertFalse(Files.exists(store.resolve("trials")), "nothing was run");
    }

    /** Compiled against the interface as it was before sessions. */
    @Test
    void anEarlierListenerIsCalledAsEver() throws IOException {
        Path plugins = Files.createDirectories(store.resolve("plugins"));
        Files.copy(
                Path.of("src/test/resources/stored/before-renames/earlier-plugins.jar"),
                plugins.resolve("earlier.jar"));
        Path log = folder.resolve("log.txt");
        Answer answer = run(listening("{earlier-epoch-log: \"" + log + "\"}"));
        assertEquals(0, answer.code(), answer.err());
        List<String> lines = Files.readAllLines(log);
        assertEquals("study sums, trials 2", lines.getFirst());
        assertEquals("study ended", lines.getLast());
        assertEquals(6, lines.stream().filter(line -> line.startsWith("epoch ")).count());
    }

    /** Killed, with a line torn; resumed from what is stored. */
    @Test
    void theLinesAreCompleteAfterAKill() throws Exception {
        String text = FILE.replace("epochs: 3", "epochs: 150") + "checkpoint: {steps: 50}\nlisten: [epoch-lines]\n";
        Path slow = Files.writeString(folder.resolve("slow.yaml"), text);
        Program program = Program.start(folder, List.of(), "run", slow, "--store", store, "--jobs", 2);
        Path lines = written("epoch-lines").resolve("epochs.jsonl");
        while (program.process().isAlive() && (!Files.exists(lines) || Files.size(lines) < 1000)) {
            Thread.sleep(2);
        }
        program.process().destroyForcibly().waitFor();
        byte[] killed = Files.readAllBytes(lines);
        Files.write(lines, "{\"study\":\"su".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        Answer resumed = recurve("resume", "sums", "--store", store);
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(killed.length > 0, program.said());
        List<String> epochs = epochs(lines);
        assertEquals(300, epochs.size());
        assertEquals(new TreeSet<>(all(2, 150)), new TreeSet<>(epochs));
        for (int seed = 0; seed < 2; seed++) {
            String of = "baseline/" + seed + "/";
            assertEquals(
                    all(2, 150).stream().filter(it -> it.startsWith(of)).toList(),
                    epochs.stream().filter(it -> it.startsWith(of)).toList());
        }
    }
}
