package org.recurve.app.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;

class PlanTextTest {
    @TempDir
    Path folder;

    private Answer check(int seeds, Object... more) throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.yaml"), SmallStudy.FILE + "seeds: {count: " + seeds + ", from: 1}\n");
        Path store = folder.resolve("store");
        return more.length == 0
                ? recurve("check", file, "--store", store)
                : recurve("check", file, "--store", store, more[0]);
    }

    @Test
    void ofVeryManyTrialsTheFirstHundredAreNamed() throws IOException {
        String many = check(103).out();
        assertTrue(many.contains("\n  baseline/100\n  and 3 more; --json lists them all\n"), many);
        assertFalse(many.contains("baseline/101"), many);
        String few = check(100).out();
        assertTrue(few.contains("\n  baseline/100\n"), few);
        assertFalse(few.contains(" more"), few);
    }

    @Test
    void programsReadThemAll() throws IOException {
        Answer answer = check(103, "--json");
        assertEquals(0, answer.code(), answer.err());
        assertTrue(answer.out().contains("\"baseline/103\""), answer.out());
    }
}
