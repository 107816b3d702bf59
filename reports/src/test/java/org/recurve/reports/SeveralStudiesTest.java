package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.storage.EventRecorder;
import org.recurve.storage.Store;

class SeveralStudiesTest {
    @TempDir
    Path folder;

    /** The second reuses the trials of the first, and has a variant more. */
    private Path written(String name, String more) {
        Studies first = new Studies(
                "first",
                2,
                2,
                new Studies.Variant("baseline", 0.9, "shared"),
                new Studies.Variant("tiled", 0.8, "tiled"));
        Studies second = new Studies(
                "second",
                2,
                2,
                new Studies.Variant("baseline", 0.9, "shared"),
                new Studies.Variant("tiled", 0.8, "tiled"),
                new Studies.Variant(more, 0.2, "unshared"));
        Path file = folder.resolve(name + ".html");
        try (Store store = Store.open(folder.resolve(name))) {
            try (EventRecorder recorder = store.recorder()) {
                first.record(recorder);
                second.start(recorder);
                second.trial(recorder, 2, 0, Event.Status.FINISHED);
                second.trial(recorder, 2, 1, Event.Status.FINISHED);
                second.end(recorder);
            }
            var reader = store.reader();
            StudyReport.together(
                    Stream.of("first", "second")
                            .map(one -> reader.study(one).orElseThrow())
                            .toList(),
                    reader,
                    file);
        }
        return file;
    }

    private String together(String more) throws IOException {
        return Files.readString(written("both", more));
    }

    @Test
    void everyStudyHasItsAnswerItsResultsAndItsCurves() throws IOException {
        String html = together("wild");

        assertTrue(html.contains("<b>first</b>: With 2 seeds no difference from baseline could be shown"), "an answer");
        assertTrue(html.contains("<h3>second</h3>"), "results");
        assertTrue(html.contains("href=\"second.html\""), "its own report");
        assertTrue(html.contains("title=\"./recurve verify second/tiled\""), "the command behind a number");
        assertTrue(html.contains("nothing is tested across studies"));
    }

    @Test
    void theSameTrialsAreACommonBaseline() throws IOException {
        String html = together("wild");

        assertEquals(2, html.split("the same trials as in first", -1).length, "said once, of the second");
    }

    @Test
    void chartsBesideOneAnotherHaveOneScale() throws IOException {
        String html = together("wild");
        String losses = html.substring(html.indexOf("<h3>validation.loss</h3>"), html.indexOf("<h3>train.loss</h3>"));
        Matcher ranges = Pattern.compile("\"range\":\\[[^]]*]").matcher(losses);
        List<String> found = ranges.results().map(result -> result.group()).collect(Collectors.toList());

        assertEquals(2, found.size());
        assertEquals(found.get(0), found.get(1));
    }

    @Test
    void theSameDataGiveTheSameBytesAndNamesAreNoMarkup() throws IOException {
        String evil = "<script>alert(1)&\"'";

        assertArrayEquals(Files.readAllBytes(written("one", evil)), Files.readAllBytes(written("two", evil)));
        assertFalse(together(evil).contains("<script>alert"));
    }
}
