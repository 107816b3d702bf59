package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A trial whose first record is damaged is in no table, but every command about its study names the damage. */
@Tag("attack")
class LostFirstRecordTest {
    @TempDir
    Path folder;

    @Test
    void everyCommandNamesIt() throws IOException {
        Path store = folder.resolve("store");
        SmallStudy.run(folder, store);
        Path journal;
        try (Stream<Path> trials = Files.list(store.resolve("trials"))) {
            journal = trials.findFirst().orElseThrow().resolve("journal");
        }
        byte[] bytes = Files.readAllBytes(journal);
        bytes[20] ^= 4;
        Files.write(journal, bytes);
        for (List<Object> words : List.<List<Object>>of(
                List.of("list"),
                List.of("show", "sums"),
                List.of("report", "sums"),
                List.of("export", "sums", "--to", folder.resolve("out")),
                List.of("pack", "sums", "--to", folder.resolve("pack.zip")),
                List.of("verify", "sums"))) {
            Answer answer = recurve(
                    Stream.concat(words.stream(), Stream.of("--store", store)).toArray());
            assertEquals(1, answer.code(), words + answer.out());
            assertTrue(answer.err().contains(journal + ": damaged"), words + answer.err());
        }
    }
}
