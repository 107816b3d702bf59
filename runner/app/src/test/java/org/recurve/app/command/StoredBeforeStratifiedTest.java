package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** Trials whose splits chance alone divided, as nothing was said: stored/before-stratified/README.md. */
class StoredBeforeStratifiedTest {
    private static final List<String> STUDIES = List.of("table", "array", "pictures", "sounds", "texts", "folds");

    @TempDir
    Path folder;

    private static InputStream stream(String name) {
        return Objects.requireNonNull(
                StoredBeforeStratifiedTest.class.getResourceAsStream("/stored/before-stratified/" + name));
    }

    @BeforeEach
    void unpack() throws IOException {
        try (ZipInputStream zip = new ZipInputStream(stream("written.zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private Answer ask(String command, Object... more) {
        return recurve(Stream.concat(
                        Stream.of(command),
                        Stream.concat(Stream.of(more), Stream.of("--store", folder.resolve("store"), "--data", folder)))
                .toArray());
    }

    private static TreeSet<String> expected(String study) throws IOException {
        try (InputStream in = stream("digests.txt")) {
            TreeSet<String> digests = new TreeSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(study + " "))
                    .forEach(line -> digests.add(line.substring(line.indexOf(' ') + 1)));
            return digests;
        }
    }

    private static TreeSet<String> digests(Answer answer) {
        TreeSet<String> digests = new TreeSet<>();
        Pattern.compile("\"digest\":\"([^\"]+)\"")
                .matcher(answer.out())
                .results()
                .forEach(found -> digests.add(found.group(1)));
        return digests;
    }

    @Test
    void theyAreVerifiedAsTheyWereDivided() {
        for (String study : STUDIES) {
            Answer verified = ask("verify", study);
            assertEquals(0, verified.code(), study + verified.out() + verified.err());
            assertTrue(verified.out().contains("reproduced, bit for bit"), verified.out());
        }
    }

    @Test
    void filesThatSayNothingAreDividedByClassFromNowOn() {
        for (String study : STUDIES) {
            Answer checked = ask("check", folder.resolve(study + ".yaml"));
            assertEquals(0, checked.code(), checked.err());
            assertTrue(
                    checked.out()
                            .contains(
                                    "each split has its share of every class; stratify: false divides by chance alone"),
                    checked.out());
            assertTrue(Pattern.compile("(csv|npy|images|text): was 2, is 3|wav: was 1, is 2")
                    .matcher(checked.out())
                    .find());
        }
    }

    @Test
    void filesThatAskedForSharesAreStored() {
        Answer checked = ask("check", folder.resolve("asked.yaml"));
        assertTrue(checked.out().contains("1 trial: 1 stored, none to train"), checked.out());
    }

    @Test
    void filesThatSayFalseGiveTheNumbersOfThen() throws IOException {
        for (String study : List.of("table", "sounds")) {
            Path file = folder.resolve(study + ".yaml");
            Files.writeString(
                    file, Files.readString(file).replace("validation: 0.2", "stratify: false, validation: 0.2"));
            Answer anew = ask("run", file, "--json");
            assertEquals(0, anew.code(), anew.err());
            assertEquals(expected(study), digests(anew), study);
        }
    }

    @Test
    void whatWasInterruptedIsResumed() throws IOException {
        Answer resumed = ask("resume", "cut", "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(expected("cut"), digests(resumed), resumed.out());
    }
}
