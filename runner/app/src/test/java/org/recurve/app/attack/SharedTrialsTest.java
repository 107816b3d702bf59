package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.Store;
import org.recurve.storage.pack.PackWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trials that are in a store or a pack more than once, since studies share them or somebody copied their folders. */
@Tag("attack")
class SharedTrialsTest {
    @TempDir
    Path folder;

    private Path store;
    private Path pack;

    @BeforeEach
    void run() throws IOException {
        store = folder.resolve("store");
        pack = folder.resolve("both.zip");
        SmallStudy study = SmallStudy.run(folder, store);
        String other = Files.readString(study.file()).replace("study: sums", "study: other");
        Path file = Files.writeString(folder.resolve("other.yaml"), other);
        assertEquals(0, recurve("run", file, "--store", store).code());
    }

    @Test
    void verifyRunsASharedTrialOnce() {
        try (Store opened = Store.open(store)) {
            new PackWriter()
                    .summary("{}")
                    .folders(store, opened.reader().folders("sums"))
                    .folders(store, opened.reader().folders("other"))
                    .write(pack);
        }
        Answer list = recurve("import", pack, "--store", folder.resolve("there"));
        assertTrue(list.out().startsWith("other, sums: 2 trials added"), list.out());
        Answer text = recurve("verify", pack);
        assertEquals(0, text.code(), text.err());
        assertEquals(
                2, text.out().lines().filter(it -> it.contains(": reproduced")).count(), text.out());
        assertTrue(text.out().contains("2 of 2 trials reproduced"), text.out());
        JsonNode json =
                JsonMapper.shared().readTree(recurve("verify", pack, "--json").out());
        List<String> trials =
                json.valueStream().map(it -> it.get("id").asString()).toList();
        assertEquals(2, trials.size());
        assertEquals(2, trials.stream().distinct().count());
    }

    @Test
    void aPackOfOneStudyHoldsNothingOfTheOther() {
        assertEquals(0, recurve("pack", "other", "--store", store, "--to", pack).code());
        Path there = folder.resolve("there");
        Answer imported = recurve("import", pack, "--store", there);
        assertTrue(imported.out().startsWith("other: 2 trials added"), imported.out());
        JsonNode list = JsonMapper.shared()
                .readTree(recurve("list", "--json", "--store", there).out());
        assertEquals(1, list.size(), list.toString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void aCopiedTrialFolderStopsNeitherPackNorImport() throws IOException {
        List<Path> trials;
        try (Stream<Path> all = Files.list(store.resolve("trials"))) {
            trials = all.toList();
        }
        for (Path trial : trials) {
            for (String suffix : List.of(" copy", "-2", ".bak")) {
                copy(trial, trial.resolveSibling(trial.getFileName() + suffix));
            }
        }
        for (int time = 0; time < 2; time++) { // with the index, and after it was rebuilt
            Answer packed = recurve("pack", "sums", "--store", store, "--to", pack);
            assertEquals(0, packed.code(), packed.err());
            assertTrue(packed.out().startsWith("sums: 2 trials"), packed.out());
            assertEquals(0, recurve("reindex", "--store", store).code());
        }
        Answer imported = recurve("import", pack, "--store", folder.resolve("there"));
        assertTrue(imported.out().startsWith("sums: 2 trials added"), imported.out() + imported.err());
        Answer verified = recurve("verify", pack);
        assertTrue(verified.out().contains("2 of 2 trials reproduced"), verified.out() + verified.err());
        Answer whole = recurve("import", store, "--store", folder.resolve("third"));
        assertEquals(0, whole.code(), whole.err());
    }
}
