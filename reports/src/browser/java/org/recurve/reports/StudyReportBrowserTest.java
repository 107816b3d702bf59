package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** The report as a reader has it: in a browser, from a file, without a network. */
class StudyReportBrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Path digits;

    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        chromium = Chromium.start();
        digits = Written.report(
                folder.resolve("digits"), Studies.digits(), (recorder, studies) -> studies.record(recorder));
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        assertEquals(List.of(), complaints);
    }

    @Test
    void everyChartIsDrawnAndEveryKernelShown() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);

        assertEquals(5, page.locator("figure.chart canvas").count());
        assertEquals(true, page.evaluate("[...document.images].every(image => image.naturalWidth === 5)"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("light.png"))
                .setFullPage(true));
    }

    @Test
    void aDragZoomsAndTheButtonShowsAllAgain() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        Locator chart = page.locator("figure.chart").first();
        Locator reset = chart.locator("[data-reset]");
        assertTrue(reset.isHidden());
        byte[] before = chart.screenshot();

        drag(page, chart);
        reset.waitFor();
        assertNotEquals(List.of(before), List.of(chart.screenshot()));
        reset.click();

        assertTrue(reset.isHidden());
    }

    @Test
    void variantsSeedsAndLogarithmsCanBeSwitched() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        for (String selector : List.of("[data-arm='1']", "[data-seeds]", "figure.chart:nth-child(2) [data-log]")) {
            Locator button = page.locator(selector);
            String pressed = button.getAttribute("aria-pressed");
            String drawn = canvas(page);
            button.click();
            assertNotEquals(pressed, button.getAttribute("aria-pressed"), selector);
            assertNotEquals(drawn, canvas(page), selector);
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("switched.png"))
                .setFullPage(true));
    }

    @Test
    void thePointerReadsTheValues() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        Locator chart = page.locator("figure.chart").first();
        chart.locator(".u-over").hover();

        assertTrue(chart.locator(".readout").textContent().startsWith("epoch 3: baseline 0.9"));
    }

    @Test
    void aNumberSaysTheCommandThatVerifiesIt() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        Locator number = page.locator(".results button.number").nth(1);
        number.click();

        String command = "./recurve verify sharing-on-digits/unshared";
        assertEquals(command, number.getAttribute("title"));
        assertTrue(page.locator(".said-command").textContent().endsWith(command));
    }

    @Test
    void arrowsReadTheValuesAndPlusZooms() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        Locator chart = page.locator("figure.chart").first();
        chart.locator(".plot").focus();
        page.keyboard().press("Home");
        page.keyboard().press("ArrowRight");

        assertTrue(chart.locator(".readout").textContent().startsWith("epoch 2: baseline 0.9"));
        page.keyboard().press("+");
        assertTrue(chart.locator("[data-reset]").isVisible());
        page.keyboard().press("Escape");
        assertTrue(chart.locator("[data-reset]").isHidden());
    }

    @Test
    void tablesAreTextForOtherPrograms() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        String csv = (String) page.evaluate("recurveTables.CSV(document.querySelector('table.layers'))");
        String markdown = (String) page.evaluate("recurveTables.Markdown(document.querySelector('table.results'))");
        String latex = (String) page.evaluate("recurveTables.LaTeX(document.querySelector('table.groups'))");

        assertEquals(
                "layer,plugin,output,parameters,links,FLOPs",
                csv.lines().findFirst().orElse(""));
        assertEquals(
                "conv1,conv,8×24×24,208,115200,230400",
                csv.lines().skip(1).findFirst().orElse(""));
        assertTrue(markdown.startsWith("| variant | mean | sd |"), markdown);
        assertTrue(markdown.contains("\n|---|---:|---:|"), markdown);
        assertTrue(latex.startsWith("\\begin{tabular}{l"), latex);
        assertEquals(
                latex.lines().filter(line -> line.contains("&")).count(),
                latex.lines().filter(line -> line.endsWith("\\\\")).count());
    }

    @Test
    void copiedTablesAreTextToSpreadsheetsAndTerminals() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        String table = """
            const table = document.createElement("table");
            table.createTHead().insertRow().insertCell().textContent = "=A1";
            const body = table.createTBody();
            for (const text of ["=HYPERLINK(1)", "-cmd|x", "−0.5 ± 0.1", "-1", "+1,234.5", "@x", "\\u001b[2J\\u202ex", "`a|<b>`"]) {
              body.insertRow().insertCell().textContent = text;
            }
            """;
        assertEquals(
                "'=A1\n'=HYPERLINK(1)\n'-cmd|x\n-0.5 ± 0.1\n-1\n+1234.5\n'@x\n[2J x\n`a|<b>`\n",
                page.evaluate("() => {" + table + "return recurveTables.CSV(table); }"));
        String markdown = (String) page.evaluate("() => {" + table + "return recurveTables.Markdown(table); }");
        assertTrue(markdown.endsWith("| [2J x |\n| \\`a\\|\\<b>\\` |\n"), markdown);
    }

    @Test
    void everyPlotSavesAsAnSvgThatStandsAlone() throws Exception {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        for (String button : List.of(
                "figure.chart [data-svg]",
                "[aria-label='Save the differences as SVG']",
                "[aria-label='Save as SVG: test.accuracy against parameters']")) {
            Path file =
                    page.waitForDownload(page.locator(button).first()::click).path();
            String text = Files.readString(file);
            Document svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));

            assertEquals("svg", svg.getDocumentElement().getTagName(), button);
            assertTrue(svg.getElementsByTagName("text").getLength() > 3, button);
            assertTrue(
                    svg.getElementsByTagName("path").getLength()
                                    + svg.getElementsByTagName("circle").getLength()
                            > 3,
                    button);
            assertTrue(!text.contains("class=") && !text.contains("var(--"), button);
            Files.writeString(
                    PICTURES.resolve(button.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "") + ".svg"), text);
        }
    }

    @Test
    void aPhoneNeverScrollsSideways() {
        Page page = open(digits, 360, ColorScheme.LIGHT);

        assertEquals(360, page.evaluate("document.documentElement.scrollWidth"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("narrow.png"))
                .setFullPage(true));
    }

    @Test
    void darkIsTheSystemsChoiceOrTheReaders() {
        Page page = open(digits, 1440, ColorScheme.DARK);
        assertEquals("rgb(20, 22, 26)", ground(page));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("dark.png"))
                .setFullPage(true));

        String drawn = canvas(page);
        page.locator("[data-theme-toggle]").click();

        assertEquals("rgb(253, 253, 251)", ground(page));
        assertNotEquals(drawn, canvas(page));
    }

    @Test
    void paperIsWhite() {
        Page page = open(digits, 1440, ColorScheme.DARK);
        page.pdf(new Page.PdfOptions().setPath(PICTURES.resolve("print.pdf")).setFormat("A4"));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.evaluate("dispatchEvent(new Event('beforeprint'))");

        assertEquals("rgb(253, 253, 251)", ground(page));
    }

    /** Nobody can open on paper what is closed on the screen. */
    @Test
    void paperShowsWhatIsClosed() {
        Page page = open(digits, 1440, ColorScheme.LIGHT);
        String shown =
                "[...document.querySelectorAll('details:not([open]) > :not(summary)')].map(e => e.checkVisibility())";
        assertTrue(page.evaluate(shown).toString().contains("false"));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertFalse(page.evaluate(shown).toString().contains("false"));
        assertTrue(page.evaluate(shown).toString().contains("true"));
    }

    @Test
    void whatUsersWriteNeverRuns() {
        String name = "<img src=x onerror=\"document.title='owned'\">"; // a slash is refused in names
        Studies studies = new Studies("evil", 2, 1, new Studies.Variant(name, 0.9, "shared"));
        Path file = Written.report(folder.resolve("evil"), studies, (recorder, s) -> s.record(recorder));
        Page page = open(file, 360, ColorScheme.LIGHT);

        assertEquals("evil – Recurve", page.title());
        assertTrue(page.locator("body").textContent().contains(name));
        assertEquals(0, page.locator("img[src=x]").count());
        assertEquals(360, page.evaluate("document.documentElement.scrollWidth"));
    }

    private Page open(Path file, int width, ColorScheme scheme) {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme)
                        .setDeviceScaleFactor(1));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
        page.onPageError(error -> complaints.add("error: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                complaints.add("request: " + request.url());
            }
        });
        page.navigate(file.toUri().toString());
        // The page forbids what a wait for a function is made of; charts out of sight are drawn when there is time.
        page.evaluate("new Promise(done => { const look = () => [...document.querySelectorAll('figure.chart')]"
                + ".every(figure => figure.querySelector('canvas')) ? done() : setTimeout(look, 50); look(); })");
        return page;
    }

    private static void drag(Page page, Locator chart) {
        BoundingBox over = chart.locator(".u-over").boundingBox();
        page.mouse().move(over.x + over.width * 0.3, over.y + over.height / 2);
        page.mouse().down();
        page.mouse().move(over.x + over.width * 0.5, over.y + over.height / 2);
        page.mouse().move(over.x + over.width * 0.7, over.y + over.height / 2);
        page.mouse().up();
    }

    private static String canvas(Page page) {
        return (String) page.evaluate("[...document.querySelectorAll('canvas')].map(c => c.toDataURL()).join()");
    }

    private static String ground(Page page) {
        return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
    }
}
