package org.recurve.export.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recurve.export.live.Histories.context;
import static org.recurve.export.live.Histories.epoch;
import static org.recurve.export.live.Histories.hear;
import static org.recurve.export.live.Histories.id;
import static org.recurve.export.live.Histories.started;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.ListenerSession;
import org.recurve.api.plugin.InvalidSetting;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EpochLinesTest {
    private static final EpochLines.Config CONFIG = new EpochLines.Config("epochs.jsonl");

    @TempDir
    Path folder;

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(folder.resolve("epochs.jsonl")).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @Test
    void aLineHasWhatTheEpochCameTo() throws IOException {
        Map<String, Double> metrics = Map.of("validation.loss", 0.1, "train.loss", Double.NaN);
        hear(new EpochLines(), CONFIG, context(folder), started(1, "wide", "short", 7), epoch(1, 3, metrics));
        JsonNode line = lines().getFirst();
        assertEquals("digits", line.path("study").asString());
        assertEquals("wide", line.path("variant").asString());
        assertEquals("short", line.path("task").asString());
        assertEquals(7, line.path("seed").asInt());
        assertEquals(id(1), line.path("trial").asString());
        assertEquals(3, line.path("epoch").asInt());
        assertEquals(30, line.path("step").asInt());
        assertEquals(0.1, line.path("metrics").path("validation.loss").asDouble());
        assertEquals("NaN", line.path("metrics").path("train.loss").asString());
        assertEquals(0.25, line.path("seconds").asDouble());
        assertEquals(id(99), line.path("digest").asString());
    }

    /** A trial that another study trained is named as this one plans it. */
    @Test
    void aReusedTrialHasThisStudysName() throws IOException {
        hear(
                new EpochLines(),
                CONFIG,
                context(folder),
                new Event.StudyStarted(
                        "digits", "", "", List.of(new Event.TrialPlan(id(1), "mine", "", 2)), "{}", Histories.START),
                started(1, "theirs", "", 5),
                epoch(1, 1, Map.of()));
        assertEquals("mine", lines().getFirst().path("variant").asString());
        assertEquals(2, lines().getFirst().path("seed").asInt());
    }

    @Test
    void noTextBeginsALine() throws IOException {
        String hostile = "a\"},\n{\"b\u2028\u0085\u202e\\";
        hear(new EpochLines(), CONFIG, context(folder), started(1, hostile, "", 0), epoch(1, 1, Map.of("x\ny", 1.0)));
        String text = Files.readString(folder.resolve("epochs.jsonl"));
        assertEquals(
                1,
                text.chars()
                        .filter(c -> Character.getType(c) == Character.CONTROL)
                        .count(),
                text);
        assertEquals(-1, text.indexOf('\u2028') + text.indexOf('\u202e') + 1, text);
        assertEquals(hostile, lines().getFirst().path("variant").asString());
        assertEquals(1.0, lines().getFirst().path("metrics").path("x\ny").asDouble());
    }

    /** Whoever follows the file sees it grow; what is no longer so is cut off where it begins. */
    @Test
    void whatStandsThereAlreadyIsLeftAlone() throws IOException {
        Event[] three = {started(1, "a", "", 0), epoch(1, 1, Map.of()), epoch(1, 2, Map.of()), epoch(1, 3, Map.of())};
        hear(new EpochLines(), CONFIG, context(folder), three);
        Path file = folder.resolve("epochs.jsonl");
        String whole = Files.readString(file);
        ListenerSession session = new EpochLines().open(CONFIG, context(folder));
        for (Event event : three) {
            session.on(event);
            assertEquals(whole, Files.readString(file));
        }
        session.close();
        assertEquals(whole, Files.readString(file));
        Files.writeString(file, whole.substring(0, whole.length() - 20)); // torn
        hear(new EpochLines(), CONFIG, context(folder), three);
        assertEquals(whole, Files.readString(file));
        hear(new EpochLines(), CONFIG, context(folder), three[0], three[1]);
        assertEquals(1, lines().size());
        Files.writeString(file, "something longer that was there before" + whole);
        hear(new EpochLines(), CONFIG, context(folder), three);
        assertEquals(whole, Files.readString(file));
    }

    @Test
    void aFileIsNamedInsideTheFolder() {
        for (String name : List.of("../x", "/x", "a/../b", "", "a//b", "a\\b", ".hidden", "C:x", "a\nb", "x/", "~")) {
            assertThrows(InvalidSetting.class, () -> new EpochLines.Config(name), name);
        }
        for (String name : List.of("x", "a/b.jsonl", "wide@filters=4,kernel=3/0")) {
            assertEquals(name, new EpochLines.Config(name).file());
        }
    }
}
