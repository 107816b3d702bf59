package org.recurve.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.report.ReportSection;
import org.recurve.app.command.Shell.Answer;
import org.recurve.app.plugins.EndlessWork;
import org.recurve.app.plugins.Jars;
import org.recurve.app.plugins.PluginKind;
import org.recurve.app.plugins.PluginPath;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.plugins.TimeLimit;
import org.recurve.reports.section.OwnSection;
import org.recurve.reports.serve.ReportExtras;
import org.recurve.reports.style.ReportStyle;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;

/** Sections that a jar compiled outside this build makes of a study: drawn, cut, and harmless where they fail. */
@ExtendWith(EndlessWork.class)
class ReportSectionTest {
    private static final String CLASS = """
        package stranger;

        import java.util.*;
        import org.recurve.api.artifact.Artifact;
        import org.recurve.api.export.Table;
        import org.recurve.api.plugin.*;
        import org.recurve.api.report.*;
        import org.recurve.api.report.ReportBlock.*;

        @Plugin(id = "lottery", version = 1, summary = "what the seeds came to")
        public final class Lottery implements ReportSection<Lottery.Config> {
            public record Config(@Main @Default("whole") String does) {}

            @Override
            public SectionContent content(Config config, ReportedStudy study) {
                return switch (config.does()) {
                    case "throw" -> throw new IllegalStateException("no luck");
                    case "nil" -> null;
                    case "nothing" -> new SectionContent("Empty", List.of());
                    case "descend" -> new SectionContent("Curve", List.of(new CurveChart("t", "x", "y",
                            List.of(new Line("l", new double[] {2, 1}, new double[2])))));
                    case "object" -> throw new InvalidSetting("lottery needs two variants");
                    case "forever" -> forever();
                    case "memory" -> new SectionContent(new String(new char[Integer.MAX_VALUE]), List.of());
                    case "endless" -> endless();
                    default -> whole(study);
                };
            }

            private static SectionContent forever() {
                ENDLESS
                return null;
            }

            private static SectionContent endless() {
                List<String> rows = Collections.nCopies(100_000, "a row");
                float[] pixels = new float[512 * 512];
                List<ReportBlock> blocks = new ArrayList<>(List.of(
                        new Paragraph("long ".repeat(1_000_000)),
                        new TableBlock("a table", new Table(List.of(new Table.Texts("rows", rows)))),
                        new ImageBlock(new Artifact.ImageGrid("large", 1, 5000, 5000, List.of(pixels), List.of())),
                        new ImageBlock(new Artifact.ImageGrid("many", 1, 512, 512,
                                Collections.nCopies(64, pixels), List.of()))));
                blocks.addAll(Collections.nCopies(1000, new Paragraph("one more")));
                return new SectionContent("Endless", blocks);
            }

            private static SectionContent whole(ReportedStudy study) {
                List<Bar> bars = new ArrayList<>();
                List<Line> lines = new ArrayList<>();
                List<String> texts = new ArrayList<>();
                List<OptionalDouble> numbers = new ArrayList<>();
                for (ReportedTrial trial : study.trials()) {
                    String metric = study.primaryMetric().orElseThrow();
                    bars.add(new Bar(trial.variant(), trial.metrics().get(metric)));
                    texts.add(trial.settings().get("train.batch") + " of " + trial.settings().get("train.optimizer"));
                    numbers.add(OptionalDouble.of(trial.metrics().get(metric)));
                    var steps = trial.steps("loss").orElseThrow();
                    lines.add(new Line(trial.variant(),
                            Arrays.stream(steps.steps()).asDoubleStream().toArray(), steps.values()));
                    if (trial.epochs().size() != 1 || !trial.quantities().contains("loss")) {
                        throw new IllegalStateException(trial.epochs() + " " + trial.quantities());
                    }
                }
                return new SectionContent("Luck <b>or</b> not", List.of(
                        new Paragraph("<script>alert(1)</script> of " + study.name()),
                        new KeyNumbers(List.of(new KeyNumber("trials", study.trials().size(), "<i>"))),
                        new TableBlock("rows & columns", new Table(List.of(
                                new Table.Texts("<u>", texts), new Table.Numbers("value", numbers)))),
                        new CurveChart("loss by hand", "step", "loss", lines),
                        new BarChart("ends", "value", bars),
                        new PointChart("plane", "x", "y", List.of(
                                new Points("dots", new double[] {1, 2, Double.NaN}, new double[] {3, 4, 5}))),
                        new ImageBlock(new Artifact.ImageGrid("squares", 1, 2, 2,
                                List.of(new float[] {0, 1, 1, 0}), List.of("a square"))),
                        new HeatMapBlock(new Artifact.Matrix("heat", List.of("r"), List.of("c", "d"),
                                new double[][] {{1, 2}}))));
            }
        }
        """.replace("ENDLESS", EndlessWork.SOURCE);

    private static final String FILE = """
        study: small
        data: {adding: {steps: 2, train: 16, validation: 4, test: 4}}
        model: [recurrent: {cell: {elman: 2}}, dense: 1]
        loss: squared-error
        train: {optimizer: {sgd: 0.01}, epochs: 1, batch: 4}
        measure: [test.mean-squared-error]
        seeds: 1
        ablate: {slow: {set: {train.batch: 8}}}
        """;

    @TempDir
    Path folder;

    private Path page;

    @BeforeEach
    void jar() throws Exception {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Jars.of(plugins.resolve("luck.jar"), ReportSection.class.getName(), "Lottery", CLASS);
        page = folder.resolve("store/reports/small.html");
        run();
    }

    private Answer run() throws Exception {
        Path file = Files.writeString(folder.resolve("small.yaml"), FILE);
        Answer answer = recurve(
                "run", file, "--plugins", folder.resolve("plugins"), "--store", folder.resolve("store"), "--json");
        assertEquals(0, answer.code(), answer.err());
        return answer;
    }

    private Answer report(Object... more) {
        List<Object> words = new java.util.ArrayList<>(
                List.of("report", "small", "--plugins", folder.resolve("plugins"), "--store", folder.resolve("store")));
        words.addAll(List.of(more));
        return recurve(words.toArray());
    }

    @Test
    void whatAPluginMakesOfTrialsIsDrawnAndTextsAreTexts() throws Exception {
        Answer answer = report("--section", "lottery");
        assertEquals(0, answer.code(), answer.err());
        assertEquals("", answer.err());
        String html = Files.readString(page);
        String own = html.substring(html.indexOf("<section id=\"own-1\""), html.indexOf("<section id=\"curves\""));
        assertTrue(own.contains(">Luck &lt;b&gt;or&lt;/b&gt; not</h2>"), own);
        assertTrue(own.contains("&lt;script&gt;alert(1)&lt;/script&gt; of small"), own);
        assertTrue(own.contains("<dd>2 <span>&lt;i&gt;</span>"), own);
        assertTrue(own.contains("<td class=\"wide\">4 of sgd</td>"), own);
        assertTrue(own.contains("<td class=\"wide\">8 of sgd</td>"), own);
        assertTrue(
                own.contains("\"name\":\"slow\"") && own.contains("\"style\":1"), "the line has the variant's style");
        assertEquals(2, own.split("<rect class=\"bar\"", -1).length - 1);
        assertEquals(2, own.split("<circle class=\"v1 dot\"", -1).length - 1);
        assertTrue(own.contains("alt=\"a square\""), own);
        assertEquals(html, again("--section", "lottery"), "the same data give the same bytes");
        assertFalse(again().contains("own-1"), "it is stored nowhere");
    }

    private String again(Object... more) throws Exception {
        assertEquals(0, report(more).code());
        return Files.readString(page);
    }

    /** A box in the page and a line on standard error: the plugin, its jar, the class and line of its author, and who asked. */
    @Test
    void whatFailsIsABoxThatNamesItsAuthor() throws Exception {
        Map<String, String> failures = Map.of(
                "throw", "IllegalStateException: no luck (in stranger.Lottery.content(Lottery.java:17)",
                "nil", "content returned null (in stranger.Lottery.content(Lottery.java:16)",
                "descend",
                        "the line \"l\" needs finite, ascending x, found 1.0 after 2.0 (in stranger.Lottery.content(",
                "object", "lottery needs two variants",
                "memory", "it needs more memory than there is (in stranger.Lottery.content(Lottery.java:16)");
        Path style = folder.resolve("store/report.yaml");
        for (Map.Entry<String, String> failure : failures.entrySet()) {
            Files.writeString(
                    style, "lab: L\nsections:\n  - lottery: nothing\n  - lottery: " + failure.getKey() + "\n");
            Answer answer = report();
            assertEquals(0, answer.code(), answer.err());
            String html = Files.readString(page).replace("&#34;", "\"");
            for (String said : List.of(answer.err(), html)) {
                assertTrue(said.contains(failure.getValue()), failure + ": " + answer.err());
                assertTrue(said.contains("the report section lottery, in luck.jar)"), answer.err());
                assertTrue(said.contains("report.yaml:4:5: sections: "), answer.err());
            }
            assertTrue(html.contains("<b>This section could not be made.</b>"));
            assertTrue(html.contains("<section id=\"origin\""), "the rest of the report is there");
            assertFalse(html.contains("own-2"), "an empty section is left out");
        }
        Answer debug = report("--debug");
        assertEquals(0, debug.code());
    }

    @Test
    void whatDoesNotEndIsGivenUp() {
        PluginRegistry registry =
                PluginPath.only(folder.resolve("plugins"), "--plugins").registry(folder.resolve("copies"));
        assertTrue(registry.find(PluginKind.SECTION, "lottery").isPresent());
        ReportAdditions additions = new ReportAdditions(
                ReportStyle.PLAIN,
                RequestedSection.ofOptions("--section", List.of("lottery: forever", "lottery: throw"), registry),
                List.of(),
                new TimeLimit(Duration.ofSeconds(1)));
        List<String> warnings = new java.util.ArrayList<>();
        try (Store store = Store.open(folder.resolve("store"))) {
            StoreReader reader = store.reader();
            StudyView study = reader.study("small").orElseThrow();
            List<OwnSection> made = additions.sections(study, reader, warnings::add);
            assertEquals(
                    new OwnSection.Failed(
                            "lottery",
                            "--section: it was not done after 1 second (in stranger.Lottery.content(Lottery.java:16),"
                                    + " the report section lottery, in luck.jar)"),
                    made.getFirst());
            assertEquals(2, made.size(), "the next one is made nevertheless");
            assertEquals(2, warnings.size());
        }
    }

    @Test
    void whatDoesNotEndIsNotBegunAgainByTheNextReaderOfThePage() throws InterruptedException {
        PluginRegistry registry =
                PluginPath.only(folder.resolve("plugins"), "--plugins").registry(folder.resolve("copies"));
        ReportExtras served = new ReportAdditions(
                        ReportStyle.PLAIN,
                        RequestedSection.ofOptions("--section", List.of("lottery: forever", "lottery"), registry),
                        List.of(),
                        new TimeLimit(Duration.ofSeconds(1)))
                .served(warning -> {});
        try (Store store = Store.open(folder.resolve("store"))) {
            StoreReader reader = store.reader();
            StudyView study = reader.study("small").orElseThrow();
            served.sections(study, reader);
            for (int reload = 0; reload < 2; reload++) {
                List<OwnSection> made = served.sections(study, reader);
                assertEquals(
                        new OwnSection.Failed(
                                "lottery",
                                "--section: it is still at work for an earlier report (in"
                                        + " stranger.Lottery.content(Lottery.java:16), the report section lottery, in"
                                        + " luck.jar)"),
                        made.getFirst());
                assertInstanceOf(OwnSection.Made.class, made.getLast(), "another call of the same plugin is made");
            }
            assertEquals(1, EndlessWork.threads().size());
            EndlessWork.end();
            OwnSection.Failed again =
                    (OwnSection.Failed) served.sections(study, reader).getFirst();
            assertTrue(again.problem().startsWith("--section: it was not done after 1 second"), again.problem());
        }
    }

    @Test
    void whatIsLongerThanAPageIsCutWithANote() throws Exception {
        String plain = Files.readString(page);
        Answer answer = report("--section", "lottery: endless");
        assertEquals(0, answer.code(), answer.err());
        String html = Files.readString(page);
        assertTrue(html.length() - plain.length() < 2_500_000, "the section has " + (html.length() - plain.length()));
        assertTrue(html.contains("The first 1,000 of 100,000 rows are shown."));
        assertTrue(html.contains("long long…") || html.contains("long …"));
        assertTrue(html.contains("images have from 1 to 512 pixels on each side, found 5000 × 5000"));
        assertTrue(html.contains("many: these images are larger than there is room for."));
        assertTrue(html.contains("944 of its 1004 blocks are left out."));
    }

    /** Sections are no part of a study: what is stored is found again, under the same identities. */
    @Test
    void sectionsChangeNoIdentity() throws Exception {
        Files.writeString(folder.resolve("store/report.yaml"), "sections: lottery\n");
        Answer answer = run();
        assertTrue(
                Files.readString(page).contains("own-1"), "the report of a run has the sections of the store's style");
        Files.delete(folder.resolve("store/report.yaml"));
        assertEquals(answer.out(), run().out());
        try (var trials = Files.list(folder.resolve("store/trials"))) {
            assertEquals(2, trials.count());
        }
    }

    @Test
    void theReportOfAWatchedStudyHasThemToo() throws Exception {
        Files.writeString(folder.resolve("store/report.yaml"), "lab: The Lab\nsections: lottery\n");
        Path watched = folder.resolve("watched.html");
        Answer answer = recurve(
                "watch",
                "small",
                "--export",
                watched,
                "--plugins",
                folder.resolve("plugins"),
                "--store",
                folder.resolve("store"));
        assertEquals(0, answer.code(), answer.err());
        assertEquals(0, report().code());
        assertEquals(Files.readString(page), Files.readString(watched));
        assertTrue(Files.readString(watched).contains("own-1"));
    }

    @Test
    void aSectionThatThereIsNotIsSaid() {
        Answer answer = report("--section", "lotery");
        assertEquals(2, answer.code());
        assertTrue(
                answer.err().contains("there is no report section \"lotery\". Did you mean \"lottery\"?"),
                answer.err());
    }

    /** What the page for authors shows, compiled and used as it stands there. */
    @Test
    void thePageForAuthorsIsRight() throws Exception {
        String guide = Files.readString(Path.of("../../reports/STYLE.md"));
        String code = guide.replaceFirst("(?s).*?```java\n(.*?)```.*", "$1");
        String yaml = guide.replaceFirst("(?s).*?```yaml\n(.*?)```.*", "$1");
        Jars.several(
                folder.resolve("plugins/luck-of-the-page.jar"),
                Map.of("Luck", code.replace("package my.ideas;", "package stranger;")),
                Map.of("Luck", ReportSection.class.getName()));
        Path style = Files.writeString(folder.resolve("style.yaml"), yaml);
        BufferedImage logo = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(logo, "png", folder.resolve("logo.png").toFile());
        Answer answer = report("--style", style);
        assertEquals(0, answer.code(), answer.err());
        assertEquals("", answer.err());
        String html = Files.readString(page);
        assertTrue(html.contains("<p><b>Vision Lab, University of Somewhere</b></p>"));
        assertTrue(html.contains("<p>Internal draft</p>"));
        assertTrue(html.contains("src=\"data:image/png;base64,") && html.contains("width=\"4\" height=\"2\""));
        assertTrue(html.contains(":root{--accent:light-dark(#8a1538,#ff9fb5)}"));
        assertTrue(html.contains(">The luckiest seeds</h2>") && html.contains("if one seed were enough"));
        assertFalse(html.contains("http-equiv=\"Content-Security-Policy\" content=\"\""));
    }
}
