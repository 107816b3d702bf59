package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** Files of a store, torn, flipped, overwritten and gone: every answer is still an answer. {@code -Drecurve.damages=1000}. */
@Tag("attack")
class DamagedStoreTest {
    private static final int DAMAGES = Integer.getInteger("recurve.damages", 25);

    /** Bytes at the end of a journal in which a trial's end has its numbers and its digest. */
    private static final int END = 250;

    @TempDir
    Path folder;

    private static List<Path> files(Path store) throws IOException {
        try (Stream<Path> all = Files.walk(store)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    /** One random damage to one random file; what was done. */
    private static String damage(Path store, Random random) throws IOException {
        List<Path> files = files(store);
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> Files.write(file, Arrays.copyOf(bytes, at));
            case 1 -> {
                if (bytes.length > 0) {
                    bytes[at] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
            }
            case 2 -> {
                byte[] noise = new byte[Math.min(64, bytes.length - at)];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, at, noise.length);
                Files.write(file, bytes);
            }
            default -> Files.delete(file);
        }
        return store.relativize(file) + " at " + at;
    }

    /** One other bit where the journal of a trial says how it ended, whose numbers are what counts; what was done. */
    private static String flip(Path store, Random random) throws IOException {
        List<Path> journals = files(store.resolve("trials")).stream()
                .filter(file -> file.endsWith("journal"))
                .toList();
        Path file = journals.get(random.nextInt(journals.size()));
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length - 1 - random.nextInt(END);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        return store.relativize(file) + ", another bit at " + at;
    }

    private static void answered(Answer answer, String damage) {
        String said = damage + ": " + answer;
        assertTrue(answer.code() >= 0 && answer.code() <= 2, said);
        assertFalse(said.contains("something inside failed"), said);
        assertFalse(said.contains("\tat "), said);
    }

    /** Returns what a run says of its trials in numbers. */
    private static List<String> numbers(Answer answer) {
        return Pattern.compile("\"digest\":\"[^\"]+\"|\"metrics\":\\{[^}]+}")
                .matcher(answer.out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void everyAnswerIsStillAnAnswerAndARunGivesTheSameNumbers() throws IOException {
        Path file = SmallStudy.file(folder);
        Path whole = folder.resolve("whole");
        List<String> numbers = numbers(recurve("run", file, "--store", whole, "--json"));
        assertEquals(4, numbers.size());
        Random random = new Random(7);
        for (int i = 0; i < DAMAGES; i++) {
            Path store = folder.resolve("damaged-" + i);
            copy(whole, store);
            String damage = i % 2 == 0 ? damage(store, random) : flip(store, random);
            answered(recurve("list", "--store", store), damage);
            answered(recurve("show", "sums", "--store", store), damage);
            Answer run = recurve("run", file, "--store", store, "--json");
            answered(run, damage);
            assertEquals(numbers, numbers(run), damage + ": " + run);
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsSaidAtOnce() throws IOException {
        Path file = SmallStudy.file(folder);
        Path blocked = Files.writeString(folder.resolve("no folder"), "a file");
        for (Path store : List.of(blocked, blocked.resolve("below"), Path.of("/proc/recurve"))) {
            Answer answer = recurve("run", file, "--store", store);
            answered(answer, store.toString());
            assertTrue(answer.code() != 0, answer.out());
            assertTrue(answer.err().contains(store.toString()), answer.err());
        }
    }
}
