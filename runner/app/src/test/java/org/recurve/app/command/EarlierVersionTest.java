package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** A store and packs that version 0.1 wrote, before trials had marks and runs an order: stored/README.md. */
class EarlierVersionTest {
    @TempDir
    Path folder;

    private Path stored(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = EarlierVersionTest.class.getResourceAsStream("/stored/" + name)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    private Path store() throws IOException {
        Path store = folder.resolve("store");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(stored("store-0.1.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = store.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return store;
    }

    private static List<String> digests(Answer answer) {
        return Pattern.compile("\"digest\":\"[^\"]+\"")
                .matcher(answer.out())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void aStoreIsListedReportedVerifiedAndRunAnew() throws IOException {
        Path store = store();
        Answer list = recurve("list", "--store", store);
        assertTrue(list.out().contains("of 4: 2 diverged, 2 finished"), list.out());
        assertTrue(list.out().contains("of 1: 1 interrupted"), list.out());
        assertFalse(list.out().contains("imported") || list.err().contains("warning"), list.out() + list.err());
        assertTrue(recurve("show", "sums", "--store", store, "--json").out().contains("\"trust\":\"own\""));
        assertEquals(0, recurve("report", "sums", "--store", store).code());
        Answer verified = recurve("verify", "sums", "--store", store);
        assertTrue(verified.out().contains("4 of 4 trials reproduced, bit for bit"), verified.out());
        // Since version 2 of the training loop no trial of version 1 is reused or gone on with; what it left stays.
        Answer anew = recurve("run", stored("sums.yaml"), "--store", store, "--trust", "own");
        assertTrue(anew.err().contains("baseline/0 finished"), anew.err());
        assertTrue(
                anew.err()
                        .contains("4 stored trials cannot be reused and are retrained (training loop: was 1, is 2)\n"),
                anew.err());
        Answer resumed = recurve("resume", "cut", "--store", store, "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(
                resumed.out().contains("\"notes\":[\"1 stored trial cannot be reused and is retrained ("),
                resumed.out());
        Answer again = recurve("run", stored("sums.yaml"), "--store", store, "--json");
        assertTrue(again.out().contains("\"notes\":[]"), "what this version trained is reused");
        Answer fresh = recurve("run", stored("cut.yaml"), "--store", folder.resolve("fresh"), "--json");
        assertEquals(digests(fresh), digests(resumed));
    }

    @Test
    void packsAreImportedAndVerifiedAndRunAnew() throws IOException {
        Path store = folder.resolve("other");
        Answer imported = recurve("import", stored("sums-0.1.recurve.zip"), "--store", store, "--verify");
        assertEquals(0, imported.code(), imported.out() + imported.err());
        Answer verified = recurve("verify", stored("sums-0.1.recurve.zip"));
        assertTrue(verified.out().contains("4 of 4 trials reproduced, bit for bit"), verified.out());
        assertEquals(
                0,
                recurve("import", stored("cut-0.1.recurve.zip"), "--store", store)
                        .code());
        Answer resumed = recurve("resume", "cut", "--store", store, "--json");
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.out().contains("\"trust\":\"own\""), "version 2 of the training loop begins anew");
        Answer anew = recurve("resume", "cut", "--store", store, "--json", "--trust", "own");
        assertTrue(anew.out().contains("\"trust\":\"own\""), anew.out());
        assertEquals(digests(anew), digests(resumed));
    }
}
