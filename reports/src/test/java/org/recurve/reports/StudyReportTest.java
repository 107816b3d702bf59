package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.storage.EventRecorder;

class StudyReportTest {
    @TempDir
    Path folder;

    @Test
    void theUsualStudyHasEverySectionAndStaysSmall() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> studies.record(recorder));

        for (String id : new String[] {"answer", "curves", "pictures", "model", "settings", "trials", "origin"}) {
            assertTrue(html.contains("<section id=\"" + id + "\""), id);
        }
        assertTrue(html.contains("What do local connectivity and weight sharing buy"), "question");
        assertTrue(
                html.contains("<b>✓ held</b> <code>test.accuracy of baseline &gt;= 0.96"), "an expectation that held");
        assertTrue(html.contains("<b>✗ missed</b> <code>test.accuracy of baseline &gt; no-pool"), "one that did not");
        assertTrue(html.contains("./recurve run sharing-on-digits.yaml"), "the command");
        assertTrue(html.length() < 400_000, "no more than 400 KB, not " + html.length());
    }

    @Test
    void nothingComesFromOutside() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"));
        assertFalse(
                Pattern.compile("(?:src|href)=\"(?!#|data:)").matcher(html).find(),
                "a link or source outside the page");
        assertFalse(html.contains("@import"), "a style sheet outside the page");
    }

    @Test
    void aStudyOfOneTrialHasOneTrial() throws IOException {
        String html = report(Studies.wide(1, 1, 2), (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("1 trial planned"), "in its head");
        assertFalse(
                Pattern.compile("\\b1 (trials|seeds|points|variants)\\b")
                        .matcher(html)
                        .find(),
                "a plural of one");
    }

    @Test
    void theSameDataGiveTheSameBytes() throws IOException {
        byte[] first = bytes(Studies.digits(), "a");
        byte[] second = bytes(Studies.digits(), "b");

        assertArrayEquals(first, second);
    }

    @Test
    void aStudyThatOnlyBeganSaysSo() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> studies.start(recorder));

        assertTrue(html.contains("so there is no answer"));
        assertTrue(html.contains("No trial began"));
        assertTrue(html.contains("not ended"));
    }

    @Test
    void oneSeedGetsNoSpread() throws IOException {
        Studies one = new Studies(
                "one",
                1,
                2,
                new Studies.Variant("baseline", 0.9, "shared"),
                new Studies.Variant("other", 0.8, "tiled"));
        String html = report(one, (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("(one seed: no spread is known)"));
        assertTrue(html.contains("There is one seed only, so no spread and no interval can be given."));
        assertTrue(html.contains("One seed only, so no spread: baseline, other."));
        assertFalse(html.contains("\"low\":"), "a band");
    }

    @Test
    void whatFailedAndWhatIsNoNumberIsCounted() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> {
            studies.start(recorder);
            studies.trial(recorder, 0, 0, Event.Status.FINISHED);
            studies.trial(recorder, 0, 1, Event.Status.DIVERGED);
            studies.begin(recorder, 0, 2);
            studies.end(recorder, 0, 2, Event.Status.FINISHED, Map.of("test.accuracy", Double.NaN));
            studies.begin(recorder, 1, 0);
            studies.end(recorder, 1, 0, Event.Status.FINISHED, Map.of("test.accuracy", Double.POSITIVE_INFINITY));
        });

        assertTrue(html.contains("<span class=\"bad\">1 diverged</span>"));
        assertTrue(html.contains("<span class=\"pending\">5 not begun</span>"));
        assertTrue(html.contains("<span class=\"bad\">1 not finite</span>"));
        assertTrue(html.contains("the loss of step 300 is NaN; lower the learning rate"));
        assertTrue(html.contains("Values that are not finite are left out: baseline."));
    }

    @Test
    void aDivergedSeedIsAnOutcome() throws IOException {
        Studies two = new Studies(
                "two", 8, 2, new Studies.Variant("baseline", 0.9, "shared"), new Studies.Variant("wild", 0.9, "tiled"));
        String html = report(two, (recorder, studies) -> {
            studies.start(recorder);
            for (int seed = 0; seed < 8; seed++) {
                studies.trial(recorder, 0, seed, Event.Status.FINISHED);
                studies.trial(recorder, 1, seed, seed < 6 ? Event.Status.DIVERGED : Event.Status.FINISHED);
            }
            studies.end(recorder);
        });

        // Six seeds lost, none gained: 2 / 2⁶ = 0.031.
        assertTrue(html.contains(
                "0 succeeded with wild alone and 6 with baseline alone, p = 0.031 after Holm over\u00a01 (exact"));
        assertTrue(html.contains(">withheld</abbr>"), "no mean of those that were lucky");
    }

    @Test
    void aStudyThatGrewAfterALookSaysSo() throws IOException {
        String html = report(
                new Studies("grown", 8, 2, new Studies.Variant("baseline", 0.9, "shared")), (recorder, eight) -> {
                    eight.record(recorder);
                    new Studies("grown", 12, 2, new Studies.Variant("baseline", 0.9, "shared"))
                            .start(recorder, Instant.parse("2030-01-01T00:00:00Z"));
                });

        assertTrue(html.contains("Begun <time datetime=\"" + Studies.START), "not when the latest run began");
        assertTrue(html.contains("Extended 8→12 seeds after a look: the p-values below are exploratory."));
    }

    @Test
    void aSweepIsDrawnBySettingAndAcrossAllAndTestedNowhere() throws IOException {
        Studies sweep = new Studies(
                "sweep",
                2,
                2,
                new Studies.Variant("baseline@filters=4,rate=0.001", 0.7, "shared"),
                new Studies.Variant("baseline@filters=8,rate=0.1", 0.9, "shared"),
                new Studies.Variant("baseline@filters=6,rate=0.01", 0.8, "tiled"));
        String html = report(sweep, (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("aria-label=\"validation.accuracy against filters\""), "a slice");
        assertTrue(html.contains("against rate (logarithmic)</figcaption>"), "a slice on a logarithmic scale");
        assertTrue(html.contains(" cx=\"60.0\""), "6 lies halfway from 4 to 8, and 0.01 from 0.001 to 0.1");
        assertTrue(html.contains("class=\"across\" d=\"M0 120.0L120 120.0L240 120.0\""), "the worst point across");
        assertFalse(html.contains("Holm"), "points are no contrasts");
        assertFalse(html.contains("no shared seed"), "and compared with nothing");
        assertTrue(html.contains("3 points were explored, with validation.accuracy from "), "the answer");
    }

    @Test
    void whatASearchTriedIsDrawnButIsNoAnswer() throws IOException {
        Studies tuned = new Studies(
                "tuned",
                2,
                2,
                new Studies.Variant("baseline", 0.8, "shared"),
                new Studies.Variant("tiled", 0.7, "tiled"),
                new Studies.Variant("baseline@rate=0.001", 0.7, "shared"),
                new Studies.Variant("tiled@rate=0.1", 0.9, "tiled"));
        String html = report(tuned, (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("<title>tiled@rate=0.1: "), "a dot of the sweep");
        String answer = html.substring(html.indexOf("<section id=\"answer\""), html.indexOf("<section id=\"sweep\""));
        assertTrue(answer.contains(">baseline</a> reaches test.accuracy"), answer);
        assertFalse(answer.contains("@rate"), answer);
        String curves = html.substring(html.indexOf("<section id=\"curves\""), html.indexOf("<section id=\"model\""));
        assertFalse(curves.contains("@rate"), "a line for each variant, none for a trial of the search");
    }

    private String confusions(String asked) throws IOException {
        List<String> classes = List.of("cat", "dog");
        Artifact.ImageGrid cat = new Artifact.ImageGrid("", 1, 1, 1, List.of(new float[] {1}), List.of("example 7"));
        Studies one = new Studies("one", 2, 1, new Studies.Variant("baseline", 0.9, "shared"));
        return report(one, (recorder, studies) -> {
            studies.start(recorder, asked);
            for (int seed = 0; seed < 2; seed++) {
                studies.begin(recorder, 0, seed);
                Artifact counts = new Artifact.Confusion("c", classes, new long[][] {{100 + seed, 20}, {3, 400}});
                studies.show(recorder, 0, seed, 1, "confusion-test", counts);
                int[] wrong = seed == 0 ? new int[] {1, 2, 7} : new int[] {2, 7};
                Artifact mistakes = new Artifact.Mistakes(
                        "m", classes, 50, wrong, new int[wrong.length], ones(wrong.length), new int[] {7}, cat);
                studies.show(recorder, 0, seed, 1, "mistakes", mistakes);
                studies.end(recorder, 0, seed, Event.Status.FINISHED, Map.of("test.accuracy", 0.9));
            }
        });
    }

    @Test
    void confusionsAreAddedUpAndTheHardestExampleStandsFirst() throws IOException {
        String html = confusions("");

        assertTrue(html.contains(">201</text>"), "100 and 101");
        assertTrue(html.contains("2 seeds added up"));
        assertTrue(
                html.indexOf("example 7 · 2 of 2") < html.indexOf("example 2 · 2 of 2"),
                "of two as hard, the pictured one");
        assertTrue(
                html.indexOf("example 2 · 2 of 2") < html.indexOf("example 1 · 1 of 2"),
                "the hardest ones stand first");
        assertTrue(html.contains("<b>cat</b>, not dog"));
        assertTrue(html.contains("Some trial got 3 of the 50 examples wrong"));
    }

    @Test
    void noExampleIsTheHardestWhereSeedsDrawSplitsOfTheirOwn() throws IOException {
        String html = confusions("\"vary\": [\"init\", \"split\"],");
        assertTrue(html.contains("2 seeds added up"));
        assertFalse(html.contains("Some trial got"), "indices name other examples in each trial");
    }

    @Test
    void whatOthersPublishedStandsBesideOursAndSuccessIsCensored() throws IOException {
        // After epoch 1 the accuracy lies 0.11 below its end, after epoch 2 0.0275, after epoch 3 0.0122: 471 steps.
        String html = report(
                new Studies(
                        "two",
                        4,
                        3,
                        new Studies.Variant("baseline", 0.97, "shared"),
                        new Studies.Variant("low", 0.9, "tiled")),
                (recorder, studies) -> studies.record(recorder));

        assertTrue(html.contains("Published: Somebody 1989"));
        assertTrue(html.contains("<td class=\"n\">0.984</td>"));
        assertTrue(html.contains("median 471 (4 of 4 seeds succeeded)"), "ours");
        assertTrue(html.contains(">baseline</a> succeeded with all 4 seeds; the median is 471 updates."), "in words");
        assertTrue(
                html.contains(">low</a> succeeded with 0 of 4 seeds; the median was not reached within 471 updates."));
        assertTrue(html.contains("class=\"censored\""), "four marks at the end");
    }

    @Test
    void whatCostsAsMuchAndIsWorseIsNotOnTheFront() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> studies.record(recorder));
        String cost = html.substring(html.indexOf("<section id=\"cost\""), html.indexOf("<section id=\"pictures\""));

        assertTrue(cost.contains("test.accuracy against parameters"));
        assertFalse(cost.contains("against FLOPs"), "they all cost the same");
        assertEquals(
                1,
                cost.split("circle class=\"point\"", -1).length - 1,
                "no-pool has the fewest parameters, and is best");
    }

    @Test
    void everyTrialHasItsPlaceInTimeAndInTheTable() throws IOException {
        String html = report(Studies.digits(), (recorder, studies) -> studies.record(recorder));

        assertEquals(32, html.split("<rect class=\"bar\"", -1).length - 1);
        Matcher links = Pattern.compile("href=\"#(trial-[^\"]*)\"").matcher(html);
        while (links.find()) {
            assertTrue(html.contains("<tr id=\"" + links.group(1) + "\""), links.group(1));
        }
    }

    @Test
    void clippingAtMostStepsAndIdleUnitsAreWarnedOf() throws IOException {
        Studies one = new Studies("one", 1, 1, new Studies.Variant("baseline", 0.9, "shared"));
        String html = report(one, (recorder, studies) -> {
            studies.start(recorder);
            studies.begin(recorder, 0, 0);
            for (int step = 1; step <= 4; step++) {
                Map<String, Double> watched = Map.of("clipped", step == 1 ? 0.0 : 1.0);
                recorder.accept(new Event.StepDone(Studies.id(0, 0), step, 1, 8, 1, 1, watched));
            }
            studies.show(recorder, 0, 0, 4, "findings", new Artifact.Text("t", "relu1: 3 of 4 units are dead"));
            studies.end(recorder, 0, 0, Event.Status.FINISHED, Map.of("test.accuracy", 0.9));
        });

        assertTrue(html.contains(">baseline</a>: the gradient was clipped at 75\u00a0% of the steps"));
        assertTrue(html.contains(">baseline</a>, seed 0: relu1: 3 of 4 units are dead."));
    }

    private static int[] ones(int length) {
        return IntStream.generate(() -> 1).limit(length).toArray();
    }

    @Test
    void namesAreNeverMarkup() throws IOException {
        Studies studies = new Studies("evil", 2, 1, new Studies.Variant("<script>alert(1)&\"'", 0.9, "shared"));
        String html = report(studies, (recorder, s) -> s.record(recorder));

        assertTrue(html.contains("&lt;script>alert") || html.contains("&lt;script&gt;alert"), "the name is shown");
        assertFalse(html.contains("<script>alert"), "a script of the user's");
    }

    private String report(Studies studies, BiConsumer<EventRecorder, Studies> happens) throws IOException {
        return Files.readString(Written.report(folder.resolve("store"), studies, happens));
    }

    private byte[] bytes(Studies studies, String name) throws IOException {
        return Files.readAllBytes(Written.report(folder.resolve(name), studies, (r, s) -> s.record(r)));
    }
}
