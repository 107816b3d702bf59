package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.Jars;

/** A signal ends whatever reads a store and writes files within a second, and leaves no half of a file behind. */
@Tag("attack")
class InterruptedWritingTest {
    private static final String SLOW = """
            package stranger;

            import java.io.*;
            import org.recurve.api.export.*;
            import org.recurve.api.plugin.*;

            @Plugin(id = "slow", version = 1, summary = "writes without end")
            public final class Slow implements Exporter.OfTables<NoConfig> {
                @Override
                public String ending() { return "slow"; }

                @Override
                public void write(NoConfig config, Table table, OutputStream out) throws IOException {
                    System.err.println("writing");
                    while (true) { out.write('x'); Thread.onSpinWait(); }
                }
            }
            """;

    @TempDir
    Path folder;

    private void ends(Program program, String signal, int code) throws IOException, InterruptedException {
        boolean ignored = signal.equals("INT") && RogueTest.ignoresInterrupts();
        if (ignored) {
            program.process().destroyForcibly();
        }
        assumeFalse(ignored);
        assertTrue(program.process().isAlive(), "it ended before anybody could interrupt it: " + program.said());
        long begin = System.nanoTime();
        program.signal(signal);
        assertEquals(code, program.code(), program.said());
        long took = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(took < 1_000, took + " ms");
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> left = Files.list(folder)) {
            return left.toList();
        }
    }

    /** What runs in the background of a shell may ignore INT. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void exportEndsWithinASecond(String signal, int code) throws IOException, InterruptedException {
        Path store = folder.resolve("store");
        Path to = folder.resolve("to");
        SmallStudy.run(folder, store);
        Path jars = Files.createDirectories(store.resolve("plugins"));
        Jars.of(jars.resolve("slow.jar"), "org.recurve.api.export.Exporter", "Slow", SLOW);
        Program export =
                Program.start(folder, List.of(), "export", "sums", "--as", "slow", "--to", to, "--store", store);
        export.await(said -> said.contains("writing"));
        ends(export, signal, code);
        assertEquals(List.of(), files(to));
        assertEquals(0, recurve("export", "sums", "--to", to, "--store", store).code());
    }

    /** A checkpoint of a gigabyte, all of it a hole, keeps the pack long on its way. */
    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void packDeletesItsPartAndKeepsAnOlderPack(String signal, int code) throws IOException, InterruptedException {
        Path to = folder.resolve("to");
        Path pack = to.resolve("sums.zip");
        SmallStudy study = SmallStudy.run(folder, folder.resolve("store"));
        assertEquals(
                0,
                recurve("pack", "sums", "--to", pack, "--store", study.store()).code());
        byte[] older = Files.readAllBytes(pack);
        Path trial = study.journals("trials").getFirst().resolveSibling("checkpoints");
        Files.createDirectories(trial);
        try (RandomAccessFile hole =
                new RandomAccessFile(trial.resolve("9.checkpoint").toFile(), "rw")) {
            hole.setLength(1L << 30);
        }
        Program packing = Program.start(folder, List.of(), "pack", "sums", "--to", pack, "--store", study.store());
        packing.await(_ -> parts(to) > 0);
        ends(packing, signal, code);
        assertEquals(List.of(pack), files(to));
        assertArrayEquals(older, Files.readAllBytes(pack));
    }

    private static int parts(Path folder) {
        String[] parts = folder.toFile().list((_, name) -> name.endsWith(".part"));
        return parts == null ? 0 : parts.length;
    }

    /** Each command at each moment in the long form; each of them once in the short one. */
    static Stream<Arguments> moments() {
        Stream<Arguments> once =
                Stream.of(Arguments.of("report large", 900), Arguments.of("export large --to out", 200));
        Stream<Arguments> others =
                Stream.of(Arguments.of("report large", 200), Arguments.of("export large --to out", 900));
        return Integer.getInteger("recurve.kills") == null ? once : Stream.concat(once, others);
    }

    /** At moments that nobody chose: while the index is built, while trials are read, while the page or table is written. */
    @ParameterizedTest
    @MethodSource("moments")
    void commandsOverALargeStudyEndWithinASecond(String command, int after) throws IOException, InterruptedException {
        Path store = folder.resolve("store");
        SmallStudy model = SmallStudy.run(folder, folder.resolve("model"));
        LargeStudy.like(model.store(), store).write("large", 0, 4000, LargeStudy.Difference.NONE);
        List<Object> words = new ArrayList<>(
                List.of(command.replace("out", folder.resolve("out").toString()).split(" ")));
        words.addAll(List.of("--store", store));
        Program program = Program.start(folder, List.of(), words.toArray());
        program.await(_ -> Files.exists(store.resolve("store.mv.db")));
        Thread.sleep(after);
        ends(program, "TERM", 143);
        assertEquals(List.of(), files(folder.resolve("out")));
        assertEquals(List.of(), files(store.resolve("reports")));
        Answer list = recurve("list", "--store", store);
        assertEquals(0, list.code(), list.err());
        assertTrue(list.out().contains("4000 finished"), list.out());
    }
}
