package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.app.command.Shell.Answer;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalWriter;
import org.recurve.storage.record.RecordCodec;

/**
 * Journals whose bytes are whole and whose values are anything: each costs no other trial anything, in whatever command.
 * {@code -Drecurve.fuzzed=300}.
 */
@Tag("attack")
class FuzzedJournalTest {
    private static final int FUZZED = Integer.getInteger("recurve.fuzzed", 3);
    private static final String GOOD = identity(1);
    private static final String BAD = identity(2);
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static String identity(int number) {
        return "sha256:" + "%064x".formatted(0xabcdef00L + number);
    }

    private Path journal(Path store, String trial) {
        return store.resolve("trials").resolve(trial.substring(7)).resolve("journal");
    }

    private static void write(Path journal, List<Event> events) {
        try (JournalWriter open = JournalWriter.open(journal, AppendChannel.ChannelOpener.FILES)) {
            events.forEach(open::append);
            open.sync();
        }
    }

    private static Event.TrialStarted started(String trial, String study, Instant at) {
        return new Event.TrialStarted(
                trial,
                study,
                "baseline",
                "",
                0,
                "{\"seed\": 0}",
                new Provenance("0.1", 1, Map.of(), "d", Map.of()),
                List.of(),
                at);
    }

    private static Event.TrialEnded ended(String trial, Map<String, Double> metrics, Duration took) {
        return new Event.TrialEnded(trial, Event.Status.FINISHED, "", 0, metrics, "sha256:e", took, AT);
    }

    /** A store with a sound study, {@code good}, and a study whose plan names the trial that is attacked, too. */
    private Path store(String name) throws IOException {
        Path store = folder.resolve(name);
        for (String study : List.of("good", "both")) {
            List<Event.TrialPlan> plan = study.equals("good")
                    ? List.of(new Event.TrialPlan(GOOD, "baseline", "", 0))
                    : List.of(new Event.TrialPlan(GOOD, "baseline", "", 0), new Event.TrialPlan(BAD, "other", "", 0));
            write(
                    store.resolve("studies").resolve(study).resolve("journal"),
                    List.of(new Event.StudyStarted(study, "Why?", "study: " + study, plan, "{}", AT)));
        }
        write(
                journal(store, GOOD),
                List.of(
                        started(GOOD, "good", AT),
                        new Event.StepDone(GOOD, 0, 0, 1, 0.5f, 1, Map.of()),
                        new Event.EpochDone(
                                GOOD, 0, 1, Map.of("validation.loss", 0.25), "sha256:d", Duration.ofSeconds(1)),
                        ended(GOOD, Map.of("test.loss", 0.125), Duration.ofSeconds(2))));
        return store;
    }

    /** Every reader answers about the sound study as if it were alone, and about the other what it can. */
    private void assertOthersWork(Path store, String what) {
        assertTimeoutPreemptively(Duration.ofMinutes(5), () -> {
            Path out = folder.resolve("exported");
            Answer list = answered(what, "list", "--store", store);
            assertTrue(list.out().contains("good") && list.out().contains("1 finished"), what + list);
            answered(what, "list", "--json", "--store", store);
            answered(what, "list", "--where", "test.loss < 1 and variant = 'baseline'", "--store", store);
            answered(what, "list", "--where", "train.epochs > 1 or model = 'x'", "--store", store);
            sound(answered(what, "show", "good", "--json", "--store", store), what);
            sound(answered(what, "show", "good/baseline/0", "--store", store), what);
            sound(answered(what, "report", "good", "--store", store), what);
            sound(answered(what, "export", "good", "--to", out, "--store", store), what);
            answered(what, "show", "both", "--store", store);
            answered(what, "show", BAD.substring(7), "--store", store);
            answered(what, "show", BAD.substring(7), "--json", "--store", store);
            answered(what, "report", "both", "--store", store);
            answered(what, "export", "both", "--as", "csv", "--as", "json-lines", "--to", out, "--store", store);
            answered(what, "diff", "good", "both", "--store", store);
            answered(what, "reindex", "--store", store);
            sound(answered(what, "show", "good", "--store", store), what); // what was set aside stays so
        });
    }

    private static void sound(Answer answer, String what) {
        assertEquals(0, answer.code(), what + ": " + brief(answer));
    }

    private static Answer answered(String what, Object... words) {
        Answer answer = recurve(words);
        String said = what + ", " + List.of(words) + ": " + brief(answer);
        assertTrue(answer.code() >= 0 && answer.code() <= 2, said);
        assertFalse(answer.err().contains("something inside failed"), said);
        assertFalse(answer.err().contains("\tat "), said);
        assertFalse(answer.err().contains("has been rebuilt"), said);
        return answer;
    }

    private static String brief(Answer answer) {
        return answer.code() + " "
                + answer.out().substring(0, Math.min(300, answer.out().length()))
                + answer.err().substring(0, Math.min(2000, answer.err().length()));
    }

    private void named(Path store, String what) {
        Answer list = recurve("list", "--store", store);
        assertEquals(1, list.code(), what);
        assertTrue(list.err().contains(journal(store, BAD).toString()), what + ": " + brief(list));
        Answer json = recurve("show", "both", "--json", "--store", store);
        assertEquals(1, json.code(), what);
        assertTrue(json.out().contains("\"damages\":[\""), what + ": " + brief(json));
    }

    /** Values that were found to stop every command of a whole store. */
    @Test
    void oneBadValueStopsNoOtherTrial() throws IOException {
        Map<String, List<Event>> bad = Map.of(
                "a time beyond all calendars", List.of(started(BAD, "both", Instant.MAX)),
                "a duration of 2^62 s",
                        List.of(started(BAD, "both", AT), ended(BAD, Map.of(), Duration.ofSeconds(1L << 62))),
                "an identity that is none", List.of(started("x", "both", AT)),
                "a configuration nested too deep",
                        List.of(new Event.TrialStarted(
                                BAD,
                                "both",
                                "v",
                                "",
                                0,
                                "[".repeat(100_000),
                                new Provenance("", 1, Map.of(), "", Map.of()),
                                List.of(),
                                AT)),
                "a wire to a node that is not there",
                        shown(new Artifact.Circuit("c", List.of("x"), List.of(new Artifact.Wire(0, 7, 1, "W")))),
                "a curve of unequal length", shown(new Artifact.Curve("c", "x", "y", new double[3], new double[2])),
                "an image of 100,000²",
                        shown(new Artifact.ImageGrid("i", 1, 100_000, 100_000, List.of(new float[1]), List.of())),
                "classes that are not there",
                        shown(new Artifact.Mistakes(
                                "m",
                                List.of("a"),
                                1,
                                new int[] {0},
                                new int[] {5},
                                new int[] {-1},
                                new int[] {0},
                                new Artifact.ImageGrid("", 1, 1, 1, List.of(), List.of()))));
        for (Map.Entry<String, List<Event>> each : bad.entrySet()) {
            Path store = store(each.getKey());
            write(journal(store, BAD), each.getValue());
            assertOthersWork(store, each.getKey());
            named(store, each.getKey());
        }
    }

    private static List<Event> shown(Artifact artifact) {
        return List.of(
                started(BAD, "both", AT),
                new Event.Recorded(BAD, "mistakes", 0, artifact),
                ended(BAD, Map.of("test.loss", 1.0), Duration.ofSeconds(1)));
    }

    /** Such names were two lines of the index, which was rebuilt at every command. */
    @Test
    void aNameWithANewlineBreaksNoIndex() throws IOException {
        Path store = store("newline");
        write(
                journal(store, BAD),
                List.of(
                        started(BAD, "both", AT),
                        ended(BAD, Map.of("test.a\nb", 1.0, "test.c\\nd", 2.0, "", 3.0), Duration.ofSeconds(1))));
        assertOthersWork(store, "newline");
    }

    @Test
    void journalsOfAnyEventsStopNoOtherTrial() throws IOException {
        for (int seed = 0; seed < FUZZED; seed++) {
            Random random = new Random(seed);
            Path store = store("events-" + seed);
            RandomEvents events = new RandomEvents(random, BAD);
            JournalWriter open = JournalWriter.open(journal(store, BAD), AppendChannel.ChannelOpener.FILES);
            try (open) {
                if (random.nextInt(8) > 0) {
                    open.append(
                            random.nextBoolean() ? started(BAD, "both", AT) : events.next(Event.TrialStarted.class));
                }
                for (int i = random.nextInt(30); i > 0; i--) {
                    open.append(events.next());
                }
            }
            assertOthersWork(store, "seed " + seed);
        }
    }

    /** Bytes within records are changed and the checksums made to fit. */
    @Test
    void recordsOfAnyBytesStopNoOtherTrial() throws IOException {
        for (int seed = 0; seed < FUZZED; seed++) {
            Random random = new Random(seed);
            Path store = store("bytes-" + seed);
            Path journal = journal(store, BAD);
            write(journal, List.of(started(BAD, "both", AT)));
            RandomEvents events = new RandomEvents(random, BAD);
            for (int i = random.nextInt(20); i > 0; i--) {
                byte[] payload =
                        new RecordCodec().encode(Event.class, i % 3 == 0 ? started(BAD, "both", AT) : events.next());
                if (payload.length > 100_000) {
                    continue;
                }
                for (int flips = random.nextInt(3); flips > 0; flips--) {
                    payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
                }
                append(journal, random.nextInt(10) == 0 ? random.nextInt(256) : 1, payload);
            }
            assertOthersWork(store, "seed " + seed);
        }
    }

    /** A record as journals have them: length, type, payload, CRC-32C. */
    private static void append(Path journal, int type, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.putInt(payload.length).put((byte) type).put(payload);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 0, 5 + payload.length);
        frame.putInt((int) crc.getValue());
        Files.write(journal, frame.array(), StandardOpenOption.APPEND);
    }
}
