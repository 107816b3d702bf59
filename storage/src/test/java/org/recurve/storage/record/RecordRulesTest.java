package org.recurve.storage.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.event.Event.Status;
import org.recurve.api.event.PluginCode;
import org.recurve.api.event.Provenance;
import org.recurve.storage.Sample;
import org.recurve.storage.Store;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalWriter;

/** Records that a checksum calls whole and that Recurve never wrote. */
class RecordRulesTest {
    private static final String TRIAL = Sample.trial(1);
    private static final String CODE = "code:sha256:" + "1".repeat(64);
    private static final List<String> NO_NAMES = List.of(
            "../../x",
            "/etc/passwd",
            "..",
            "a/b",
            "a\\b",
            "A",
            "ä",
            "",
            "a b",
            "a--b",
            "a\n",
            "a\u001b[2J",
            "a\u202eb",
            "x".repeat(2000) + "!",
            "=cmd()",
            "con.txt");

    @TempDir
    Path folder;

    private static Event.StudyStarted study(String name, String variant, String task, Instant at) {
        return new Event.StudyStarted(name, "?", "", List.of(new Event.TrialPlan(TRIAL, variant, task, 1)), "{}", at);
    }

    private static Event.TrialStarted started(String trial, String configuration, String plugin) {
        return new Event.TrialStarted(
                trial,
                "s",
                "v",
                "",
                1,
                configuration,
                new Provenance("0.1", 1, Map.of(plugin, "1"), "sha256:d", Map.of()),
                List.of(),
                Instant.EPOCH);
    }

    private static Event.TrialStarted started(
            String recurve, String plugin, String cpu, List<Event.LayerSummary> layers) {
        return new Event.TrialStarted(
                TRIAL,
                "s",
                "v",
                "",
                1,
                "{}",
                new Provenance(recurve, 1, Map.of("conv", plugin), "sha256:d", Map.of("cpu", cpu)),
                layers,
                Instant.EPOCH);
    }

    /** A trial with a plugin from a jar. */
    private static Event.TrialStarted started(String version, String id, PluginCode code) {
        Provenance from =
                new Provenance("0.1", 1, Map.of("lion", version), "sha256:d", Map.of(), Map.of(id, List.of(code)));
        return new Event.TrialStarted(TRIAL, "s", "v", "", 1, "{}", from, List.of(), Instant.EPOCH);
    }

    private static List<Event.LayerSummary> layers(long parameters, long links, long flops) {
        return List.of(new Event.LayerSummary("conv1", "conv", "[2, 3]", parameters, links, flops));
    }

    private static Event.TrialEnded ended(Map<String, Double> metrics, Duration measured, Instant at) {
        return new Event.TrialEnded(TRIAL, Status.FINISHED, "", 1, metrics, "sha256:e", measured, at);
    }

    private static Stream<Event> bad() {
        Duration none = Duration.ZERO;
        Instant now = Instant.EPOCH;
        List<Event> bad = new ArrayList<>();
        NO_NAMES.forEach(name -> {
            bad.add(study(name, "v", "", now));
            bad.add(started(TRIAL, "{}", name));
            bad.add(new Event.StudyEnded(name, Map.of(), none));
            if (!name.isEmpty()) { // studies may have no tasks
                bad.add(study("s", "v", name, now));
            }
        });
        List.of("../v", "a/b", "a\\b", "", "v\n", ".v", "v\u009b1m", "v\u2067")
                .forEach(variant -> bad.add(study("s", variant, "", now)));
        List.of("", "sha256:", "sha256:" + "g".repeat(64), TRIAL + "/..", TRIAL.toUpperCase(java.util.Locale.ROOT))
                .forEach(trial -> bad.add(started(trial, "{}", "conv")));
        bad.add(started(TRIAL, "[".repeat(100_000), "conv"));
        bad.add(started(TRIAL, "x".repeat((1 << 24) + 1), "conv"));
        List.of("a\nb", "", " ", "x\u0000", "\u2028").forEach(metric -> {
            bad.add(ended(Map.of(metric, 1.0), none, now));
            bad.add(new Event.EpochDone(TRIAL, 1, 1, Map.of(metric, 1.0), "d", none));
            bad.add(new Event.StepDone(TRIAL, 1, 1, 1, 1, 1, Map.of(metric, 1.0)));
        });
        for (Instant at : List.of(Instant.MAX, Instant.MIN, Instant.ofEpochSecond(Long.MAX_VALUE >> 20))) {
            bad.add(study("s", "v", "", at));
            bad.add(ended(Map.of(), none, at));
        }
        bad.add(ended(Map.of(), Duration.ofSeconds(1L << 62), now));
        bad.add(new Event.EpochDone(TRIAL, 1, -1, Map.of(), "d", none));
        for (long size : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1)) {
            bad.add(started("0.1", "1", "a cpu", layers(size, 0, 0)));
            bad.add(started("0.1", "1", "a cpu", layers(0, size, 0)));
            bad.add(started("0.1", "1", "a cpu", layers(0, 0, size)));
        }
        bad.add(started(
                "0.1",
                "1",
                "a cpu",
                Collections.nCopies(3, layers(0, 0, 1L << 52).getFirst())));
        bad.add(started(
                "0.1",
                "1",
                "a cpu",
                Collections.nCopies(100_001, layers(0, 0, 0).getFirst())));
        for (String text : List.of("a\nb", "\u001b[2J", "\u202e", "x".repeat((1 << 20) + 1))) {
            bad.add(started(text, "1", "a cpu", List.of()));
            bad.add(started("0.1", text, "a cpu", List.of()));
            bad.add(started("0.1", "1", text, List.of()));
            bad.add(started("0.1", "1", "a cpu", List.of(new Event.LayerSummary(text, "conv", "[2]", 1, 1, 1))));
            bad.add(started("0.1", "1", "a cpu", List.of(new Event.LayerSummary("conv1", text, "[2]", 1, 1, 1))));
            bad.add(started("0.1", "1", "a cpu", List.of(new Event.LayerSummary("conv1", "conv", text, 1, 1, 1))));
        }
        bad.add(started(CODE, "tiger", new PluginCode("pride.Lion", 1, TRIAL, CODE, "")));
        bad.add(started("lion@1", "lion", new PluginCode("pride.Lion", 1, TRIAL, CODE, "")));
        bad.add(started(CODE, "lion", new PluginCode("pride.Lion", 1, "x", CODE, "")));
        bad.add(started(CODE + "0", "lion", new PluginCode("pride.Lion", 1, TRIAL, CODE + "0", "")));
        for (String text : List.of("a\nb", "\u001b[2J", "\u202e", "x".repeat((1 << 20) + 1))) {
            bad.add(started(CODE, "lion", new PluginCode(text, 1, TRIAL, CODE, "")));
            bad.add(started(TRIAL, "lion", new PluginCode("pride.Lion", 1, TRIAL, "", text)));
        }
        bad.add(new Event.Warned("x".repeat((1 << 20) + 1), "m"));
        bad.add(new Event.Warned("about", "x".repeat((1 << 20) + 1)));
        bad.add(new Event.StudyStarted("s", "?".repeat((1 << 20) + 1), "", List.of(), "{}", now));
        bad.add(ended(Map.of(), Duration.ofDays(365 * 293), now)); // what no count of nanoseconds holds
        bad.add(started(TRIAL, "[".repeat(201), "conv"));
        List.of("../x", "/x", "a/../../x", "a\\x", ".x")
                .forEach(file -> bad.add(new Event.Checkpointed(TRIAL, 1, 1, file, "d")));
        return bad.stream();
    }

    @Test
    void whatNoFileCouldSayIsNotReadFromAJournalEither() {
        bad().forEach(event -> {
            Path file = folder.resolve("trials/" + "0".repeat(64) + "/journal");
            try (JournalWriter writer = JournalWriter.open(file, 0, AppendChannel.ChannelOpener.FILES)) {
                writer.append(event);
            }
            List<String> refused = new ArrayList<>();
            List<Event> read = new ArrayList<>();
            new JournalReader(file).forEach(read::add, refused::add);
            assertFalse(
                    refused.isEmpty(),
                    () -> String.valueOf(event)
                            .substring(0, Math.min(80, String.valueOf(event).length())));
            assertEquals(List.of(), read);
            assertTrue(refused.getFirst().length() < 400, refused.getFirst());
            assertFalse(refused.getFirst().matches("(?s).*[\\p{Cntrl}\\u202e\\u2067\\u2028].*"), refused.getFirst());
        });
    }

    @Test
    void whatRecurveWritesIsRead() {
        List<String> variants = List.of("baseline", "a+b", "v@learning-rate=0.1,filters=8", "v@units=minus-1e-05");
        for (String variant : variants) {
            assertEquals(
                    List.of(),
                    RecordRules.problem(study("s-2", variant, "long", Instant.EPOCH)).stream()
                            .toList());
        }
        for (Event.TrialStarted started : List.of(
                started(CODE, "lion", new PluginCode("pride.Lion", 1, TRIAL, CODE, "")),
                started(TRIAL, "lion", new PluginCode("pride.Lion", 1, TRIAL, CODE, "")),
                started(TRIAL, "lion", new PluginCode("pride.Lion", 1, TRIAL, "", "pride.Lion calls Class.forName")))) {
            assertEquals(List.of(), RecordRules.problem(started).stream().toList(), started.toString());
            RecordCodec codec = new RecordCodec();
            assertEquals(
                    started, codec.decode(Event.TrialStarted.class, codec.encode(Event.TrialStarted.class, started)));
        }
        new Sample(1)
                .everyKind(1)
                .forEach(event -> assertEquals(
                        List.of(), RecordRules.problem(event).stream().toList(), event.toString()));
    }

    /** Whatever a whole record holds, reading it ends, and the store answers. {@code -Drecurve.mutations=10000}. */
    @Test
    @Tag("attack")
    void noWholeRecordStopsAStore() throws Exception {
        Random random = new Random(11);
        List<Event> events = new Sample(3).everyKind(1);
        RecordCodec codec = new RecordCodec();
        int mutations = Integer.getInteger("recurve.mutations", 300);
        Path run = Files.createDirectories(folder.resolve("studies/run"));
        for (int i = 0; i < mutations; i++) {
            byte[] payload = codec.encode(Event.class, events.get(random.nextInt(events.size())));
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
            }
            ByteEncoder out = new ByteEncoder();
            RecordFrames.append(EventCodec.EVENT, payload, out);
            JournalWriter.open(run.resolve("journal"), 0, AppendChannel.ChannelOpener.FILES)
                    .close();
            try (var file = Files.newOutputStream(run.resolve("journal"), java.nio.file.StandardOpenOption.APPEND)) {
                file.write(out.toArray());
            }
            new JournalReader(run.resolve("journal")).forEach(event -> {});
            if (i % 100 == 0) {
                try (Store store = Store.open(folder)) {
                    store.reader().studies();
                    store.reader().damages();
                }
            }
        }
    }
}
