package org.recurve.app.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.event.Event.Status;
import org.recurve.app.Golden;
import org.recurve.app.problem.UserError;
import org.recurve.storage.index.TrialMetrics;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.label.StoreLabels.TargetLabels;
import org.recurve.storage.view.TrialResult;

class TrialConditionTest {
    /** Two variants and two seeds; the last has no accuracy, and diverged. */
    private static final List<TrialResult> TRIALS = List.of(
            trial("baseline", 0, Status.FINISHED, Map.of("test.accuracy", 0.97, "test.mean-squared-error", 0.5)),
            trial("baseline", 1, Status.FINISHED, Map.of("test.accuracy", 0.93, "test.mean-squared-error", -0.0)),
            trial("tiled", 0, Status.FINISHED, Map.of("test.accuracy", 0.96, "test.mean-squared-error", 1e-3)),
            trial("tiled", 1, Status.DIVERGED, Map.of("test.mean-squared-error", Double.NaN)));

    /** As trials are stored; what may be left out is left out. */
    private static final Map<String, String> CONFIGURATIONS = Map.of(
            id("baseline", 0), configuration("shared", "{\"constant\":{\"value\":0.1}}"),
            id("baseline", 1), configuration("shared", "{\"constant\":{\"value\":0.1}}"),
            id("tiled", 0), configuration("tiled", "{\"constant\":{\"value\":0.2}}"),
            id("tiled", 1), configuration("tiled", "{\"linear\":{\"from\":0.2,\"to\":0.0}}"));

    private static final StoreLabels LABELS = new StoreLabels(
            new TreeMap<>(Map.of(
                    "digits",
                    new TargetLabels(new TreeSet<>(Set.of("paper")), ""),
                    id("tiled", 0),
                    new TargetLabels(new TreeSet<>(Set.of("odd")), ""))),
            Map.of(),
            Optional.empty());

    private static String configuration(String sharing, String rate) {
        return "{\"data\":{\"mnist\":{\"train\":10000}},\"model\":[{\"conv\":{\"filters\":8,\"kernel\":[5,5],\"sharing\":{\""
                + sharing + "\":{}}},\"name\":\"conv1\"}],\"train\":{\"optimizer\":{\"sgd\":{\"learning-rate\":" + rate
                + ",\"nesterov\":true}}}}";
    }

    private static String id(String variant, long seed) {
        return "sha256:" + (variant.equals("tiled") ? "1" : "0") + seed + "0".repeat(62);
    }

    private static TrialResult trial(String variant, long seed, Status status, Map<String, Double> metrics) {
        return new TrialResult(
                id(variant, seed), "digits", variant, "", seed, status, TrialMetrics.of(metrics), TrialTrust.OWN);
    }

    private static String found(String text) {
        TrialCondition condition = ConditionReader.read(text, TRIALS, LABELS, CONFIGURATIONS::forEach);
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < TRIALS.size(); i++) {
            found.append(condition.of(TRIALS.get(i)) == TruthValue.TRUE ? String.valueOf(i) : "");
        }
        return found.toString();
    }

    /** Only the seed at the top is left out of account: those of data and of a text that looks like one are settings. */
    @Test
    void trialsThatDifferInTheSeedAloneShareTheirSettings() {
        String rest = "\"model\":[{\"name\":\"a\\\"\\\\\",\"tie\":\"\\\"seed\\\":1\"}]";
        String one = "{\"data\":{\"adding\":{\"seed\":0,\"steps\":2}}," + rest + ",\"seed\":7,\"train\":{\"batch\":1}}";
        Map<String, TrialSettings> settings = TrialSettings.of(Map.of(
                "one", one,
                "two", one.replace("\"seed\":7", "\"seed\":-12"),
                "batch", one.replace("\"batch\":1", "\"batch\":2"),
                "data", one.replace("\"seed\":0", "\"seed\":1"),
                "none", one.replace("\"seed\":7,", ""),
                "last", "{\"data\":{\"adding\":{\"seed\":0}},\"seed\":3}",
                "other", "{\"data\":{\"adding\":{\"seed\":0}},\"seed\":4}")::forEach);
        assertSame(settings.get("one"), settings.get("two"));
        assertSame(settings.get("last"), settings.get("other"));
        Set<TrialSettings> parsed = Collections.newSetFromMap(new IdentityHashMap<>());
        parsed.addAll(settings.values());
        assertEquals(5, parsed.size());
        assertNotEquals(settings.get("one"), settings.get("batch"));
        assertNotEquals(settings.get("one"), settings.get("data"));
        assertFalse(settings.get("one").values().containsKey("seed"));
        assertEquals(0.0, settings.get("one").values().get("data.seed").number().orElseThrow());
    }

    /** Which of the four trials are found; worked out by hand. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "test.accuracy > 0.95 and variant = 'tiled',2",
                "test.accuracy>.95,02",
                "test.accuracy >= 0.96,02",
                "test.accuracy < 0.96,1",
                "test.accuracy <= 9.6e-1,12",
                "test.accuracy = 0.97,0",
                "test.accuracy == 0.97,0",
                "test.accuracy != 0.97,12",
                "test.accuracy <> 0.97,12",
                "test.mean-squared-error = 0,1",
                "test.mean-squared-error > -1,012",
                "not test.accuracy > 0.95,1",
                "not (test.accuracy > 0.95),1",
                "not not test.accuracy > 0.95,02",
                "test.accuracy > 0.95 or seed = 1,0123",
                "seed = 1 and test.accuracy > 0.95 or variant = \"tiled\",23",
                "seed = 1 and (test.accuracy > 0.9 or variant = 'tiled'),13",
                "NOT seed=0 AND variant!='tiled',1",
                "status = 'diverged',3",
                "status = 'running',",
                "study = 'digits' and task = '',0123",
                "train.optimizer.learning-rate > 0.1,2",
                "train.optimizer.learning-rate.to = 0,3",
                "train.optimizer.learning-rate = 'constant',012",
                "not train.optimizer.learning-rate > 0.1,01",
                "train.optimizer = 'sgd' and conv1.sharing != 'tiled',01",
                "conv1.kernel = 5 and data.train >= 10000 and seed = 1,13",
                "train.optimizer.nesterov = 'true' and test.accuracy > 0.95,02",
            })
    void conditionsMeanWhatTheySay(String text, String expected) {
        assertEquals(expected == null ? "" : expected, found(text));
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        StringBuilder said = new StringBuilder();
        for (String text : List.of(
                "",
                "   ",
                "test.acuracy > 0.95",
                "test.accuracy > 0.95 and vriant = 'tiled' and sed = 3",
                "variant = 'tild'",
                "variant = tiled",
                "train.optimizer.learnig-rate > 0.1",
                "conv1.sharing = 'tild'",
                "conv1.sharing > 3",
                "conv1.kernel = 'five'",
                "variant = 3",
                "variant < 'tiled'",
                "status = 'finnished'",
                "test.accuracy > 'high'",
                "test.accuracy 0.95",
                "test.accuracy > ",
                "test.accuracy > 0.95 variant = 'tiled'",
                "(test.accuracy > 0.95 or (seed = 0)",
                "test.accuracy > 0.95)",
                "test.accuracy > 0.95 and",
                "0.95 < test.accuracy",
                "variant = 'tiled",
                "test.accuracy > 0.95; drop table trial",
                "variant = 'x' or '1' = '1'",
                "test.accuracy > 0.9.5",
                "seed = 1 & seed = 2")) {
            UserError error = assertThrows(UserError.class, () -> found(text), text);
            said.append(text).append('\n').append(error.getMessage()).append("\n\n");
        }
        new Golden("where").matches(said.toString().stripTrailing());
    }

    @Test
    void nothingHangsOrOverflowsWhateverIsWritten() {
        assertThrows(UserError.class, () -> found("(".repeat(100_000)));
        assertThrows(UserError.class, () -> found("not ".repeat(100_000)));
        assertEquals("02", found("(".repeat(50) + "test.accuracy > 0.95" + ")".repeat(50)));
        List<String> words = List.of(
                "test.accuracy",
                "variant",
                "seed",
                ">",
                "=",
                "!=",
                "'tiled'",
                "0.5",
                "and",
                "or",
                "not",
                "(",
                ")",
                "'",
                ";");
        Random random = new Random(9);
        int understood = 0;
        for (int i = 0; i < 20_000; i++) {
            List<String> some = new ArrayList<>();
            for (int word = random.nextInt(12); word >= 0; word--) {
                some.add(words.get(random.nextInt(words.size())));
            }
            try {
                found(String.join(random.nextBoolean() ? " " : "", some));
                understood++;
            } catch (UserError expected) {
                assertTrue(expected.getMessage().startsWith("--where:1:"), expected.getMessage());
            }
        }
        assertTrue(understood > 0);
    }
}
