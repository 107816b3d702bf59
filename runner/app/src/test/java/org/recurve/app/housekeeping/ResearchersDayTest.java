package org.recurve.app.housekeeping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.LargeStudy;
import org.recurve.app.command.Shell;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.command.SmallStudy;
import org.recurve.reports.text.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * A researcher's day over 20 studies, in order: look, change, ask, mark, compare, hand on, tidy up. The error of each trial
 * follows a formula, so that every answer is known without the store. A study has 60 trials in the short form and 500 in the
 * long one.
 */
@Tag("attack")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResearchersDayTest {
    private static final int STUDIES = 20;
    private static final int TRIALS = Integer.getInteger("recurve.trials", 60);
    private static final int VARIANTS = TRIALS / LargeStudy.SEEDS;
    private static final String ERROR = "test.mean-squared-error";
    private static final String RATE = "train.optimizer.learning-rate";
    /** No command may take longer, on a machine that does something else, too. */
    private static final Duration MOST = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @BeforeAll
    static void fill() throws IOException {
        Files.writeString(folder.resolve("sums.yaml"), SmallStudy.FILE + "seeds: 2\n");
        ask(0, "run", folder.resolve("sums.yaml"));
        LargeStudy model = LargeStudy.like(folder.resolve("store"), folder.resolve("store"));
        for (int i = 0; i < STUDIES; i++) {
            int study = i;
            model.write("study-" + i, i * TRIALS, TRIALS, (variant, seed, configuration, metrics) -> {
                metrics.put(ERROR, error(study, variant, seed));
                String changed = configuration.replace(
                        "{\"constant\":{\"value\":0.1}}", "{\"constant\":{\"value\":" + rate(variant) + "}}");
                assertNotEquals(configuration, changed);
                return changed;
            });
        }
        ask(0, "reindex");
    }

    private static double error(int study, int variant, int seed) {
        return study + variant / 100.0 + seed / 10_000.0;
    }

    private static double rate(int variant) {
        return (variant + 1) / 1000.0;
    }

    private static Answer ask(int code, Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--store", folder.resolve("store")));
        long begun = System.nanoTime();
        Answer answer = Shell.recurve(all.toArray());
        assertEquals(code, answer.code(), answer.err());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(MOST) < 0, words[0] + " took " + took);
        return answer;
    }

    private static JsonNode json(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add("--json");
        return JsonText.parse(ask(0, all.toArray()).out());
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        json("list").forEach(study -> names.add(study.path("study").asString()));
        return names;
    }

    private static long matching(String condition) {
        String out = ask(0, "list", "--where", condition).out();
        String last = out.lines().reduce((_, line) -> line).orElseThrow();
        return Long.parseLong(last.substring(0, last.indexOf(" of ")));
    }

    @Test
    @Order(1)
    void theMorningsListHasEveryStudy() {
        assertEquals(STUDIES + 1, names().size());
        assertEquals(
                STUDIES,
                ask(0, "list")
                        .out()
                        .lines()
                        .filter(line -> line.contains(TRIALS + " finished"))
                        .count());
        assertTrue(ask(0, "where").out().contains(folder.resolve("store").toString()));
    }

    @Test
    @Order(2)
    void aChangedRunIsAStudyOfItsOwn() {
        ask(0, "run", folder.resolve("sums.yaml"), "--set", RATE + "=0.2");
        assertTrue(names().containsAll(Set.of("sums", "sums+" + RATE + "=0.2")), names().toString());
        String difference = ask(0, "diff", "sums", "sums+" + RATE + "=0.2").out();
        assertTrue(difference.contains("learning-rate"), difference);
        assertTrue(difference.contains("0.2"), difference);
    }

    @Test
    @Order(3)
    void meansInSqlAreThoseOfTheFormula() {
        JsonNode rows = json(
                "sql",
                "select study, variant, avg(value) as mean, count(*) as n from metrics where metric = '" + ERROR
                        + "' and study like 'study-%' group by study, variant");
        assertEquals(STUDIES * VARIANTS, rows.size());
        for (JsonNode row : rows) {
            int study = Integer.parseInt(row.path("study").asString().substring("study-".length()));
            int variant = Integer.parseInt(row.path("variant").asString().substring(1));
            assertEquals(LargeStudy.SEEDS, row.path("n").asInt());
            assertEquals(
                    study + variant / 100.0 + 9.5 / 10_000, row.path("mean").asDouble(), 1e-12);
        }
    }

    @Test
    @Order(4)
    void conditionsOnResultsAndSettingsFindTheTrialsOfTheFormula() {
        assertEquals(STUDIES * LargeStudy.SEEDS, matching(RATE + " = 0.003"));
        long below = IntStream.range(0, TRIALS)
                .filter(i -> error(3, i / LargeStudy.SEEDS, i % LargeStudy.SEEDS) < 3.02)
                .filter(i -> rate(i / LargeStudy.SEEDS) >= 0.002)
                .count();
        assertEquals(below, matching("study = 'study-3' and " + ERROR + " < 3.02 and " + RATE + " >= 0.002"));
        assertNotEquals(0, below);
    }

    @Test
    @Order(5)
    void aMarkedStudyIsFoundByItsMarksAndItsNewName() {
        ask(0, "tag", "study-3", "paper");
        ask(0, "note", "study-3", "the one of the second figure");
        ask(0, "rename", "study-3", "second-figure");
        assertEquals(TRIALS, matching("tag = 'paper'"));
        assertFalse(names().contains("study-3"));
        String shown = ask(0, "show", "second-figure").out();
        assertTrue(shown.contains("the one of the second figure"), shown);
    }

    @Test
    @Order(6)
    void twoStudiesShareAPage() throws IOException {
        String two = page("study-1", "second-figure");
        assertTrue(two.contains("study-1"));
        assertTrue(two.contains("second-figure"));
        // the mean of study-1's first variant: 1 + 9.5/10,000
        assertTrue(page("study-1").contains("1.0009"));
    }

    private static String page(String... studies) throws IOException {
        List<Object> words = new ArrayList<>(List.of("report"));
        words.addAll(List.of(studies));
        words.addAll(List.of("--to", folder.resolve("pages")));
        String last =
                ask(0, words.toArray()).out().lines().reduce((_, line) -> line).orElseThrow();
        return Files.readString(Path.of(last.substring("report: ".length())));
    }

    @Test
    @Order(7)
    void theNotebooksTableHasAColumnForEachSetting() throws IOException {
        ask(0, "export", "--all", "--where", ERROR + " >= 18", "--as", "csv", "--to", folder.resolve("out"));
        Path file;
        try (var files = Files.list(folder.resolve("out"))) {
            file = files.findFirst().orElseThrow();
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(1 + 2 * TRIALS, lines.size());
        List<String> head = List.of(lines.getFirst().split(","));
        assertTrue(head.containsAll(List.of(RATE, ERROR)), lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Map<String, String> row = Map.of(
                    "variant", cells[head.indexOf("variant")],
                    "seed", cells[head.indexOf("seed")],
                    "study", cells[head.indexOf("study")]);
            int variant = Integer.parseInt(row.get("variant").substring(1));
            int study = Integer.parseInt(row.get("study").substring("study-".length()));
            assertEquals(rate(variant), Double.parseDouble(cells[head.indexOf(RATE)]));
            assertEquals(
                    error(study, variant, Integer.parseInt(row.get("seed"))),
                    Double.parseDouble(cells[head.indexOf(ERROR)]));
        }
    }

    @Test
    @Order(8)
    void whatIsDeletedInTheEveningStaysAway() {
        String before = ask(0, "du").out();
        assertTrue(before.contains("study-7"), before);
        ask(0, "rm", "study-7", "--yes");
        assertFalse(names().contains("study-7"));
        ask(0, "reindex");
        assertFalse(names().contains("study-7"));
        assertEquals(
                (STUDIES - 1L) * TRIALS,
                json("sql", "select count(*) as n from trials where study like 'study-%' or study = 'second-figure'")
                        .get(0)
                        .path("n")
                        .asLong());
        assertTrue(ask(0, "gc").out().toLowerCase(Locale.ROOT).contains("nothing"));
    }
}
