package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/** What the command line changes is a study of its own, and the file's stays what it was. */
class DerivedStudyTest {
    @TempDir
    Path folder;

    private Answer ask(Object... words) {
        Object[] all = new Object[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--store";
        all[words.length + 1] = folder.resolve("store");
        return recurve(all);
    }

    @Test
    void aChangedRunHasItsOwnNameAndTheOtherStays() throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), SmallStudy.FILE);
        assertEquals(0, ask("run", file).code());
        String before = ask("show", "sums").out();
        assertEquals(0, ask("run", file, "--set", "train.batch=8").code());
        assertEquals(0, ask("run", file, "--seed", 7).code());
        assertEquals(before, ask("show", "sums").out());

        Answer shown = ask("show", "sums+train.batch=8");
        assertEquals(0, shown.code(), shown.err());
        assertTrue(shown.out().contains("derived from sums by train.batch=8"), shown.out());
        List<String> names = ask("list")
                .out()
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("(\\S)  +.*", "$1"))
                .toList();
        assertEquals(List.of("sums", "  sums+seeds=7", "  sums+train.batch=8"), names);
        assertTrue(ask("list", "--json").out().contains("\"derived-from\":\"sums\""));
        assertTrue(Files.readString(folder.resolve("store/reports/sums+train.batch=8.html"))
                .contains("Derived from sums by train.batch=8"));
    }

    @Test
    void aDerivedStudyIsResumedPackedAndImportedUnderItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("sums.yaml"), SmallStudy.FILE);
        Object[] run = {"run", file, "--set", "train.batch=8", "--set", "train.optimizer={sgd: 0.2}"};
        Answer begun = ask(run);
        assertEquals(0, begun.code(), begun.err());
        String name = "sums+train.batch=8+train.optimizer=sgd-0.2";
        Answer resumed = ask("resume", name);
        assertEquals(0, resumed.code(), resumed.err());
        Path pack = folder.resolve("derived.tar");
        assertEquals(0, ask("pack", name, "--to", pack).code());
        Path other = folder.resolve("other");
        Answer imported = recurve("import", pack, "--store", other);
        assertEquals(0, imported.code(), imported.err());
        assertTrue(recurve("list", "--store", other).out().contains(name));
    }
}
