package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.api.event.Event;
import org.recurve.reports.text.JsonText;

/** The page that lives, in a browser, while a study is recorded. */
class WatchBrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String CHARTS = "document.querySelectorAll('[data-panels] figure.chart').length";
    /** Of the chart of losses, the last value of the second variant. */
    private static final String LAST_LOSS = "(() => { const chart = [...document.querySelectorAll('figure.chart')]"
            + ".find(one => one.querySelector('b').textContent === 'loss of each batch'); if (!chart) { return ''; } "
            + "chart.querySelector('.plot').focus(); chart.querySelector('.plot').dispatchEvent("
            + "new KeyboardEvent('keydown', {key: 'End'})); return chart.querySelector('.readout').textContent; })()";

    private static Chromium chromium;

    @TempDir
    Path folder;

    private WatchedStudy watched;
    private BrowserContext context;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void launch() throws IOException {
        Files.createDirectories(PICTURES);
        chromium = Chromium.start();
    }

    @AfterAll
    static void quit() {
        chromium.close();
    }

    @BeforeEach
    void start() {
        watched = WatchedStudy.in(folder.resolve("store"));
        WatchedStudy.begin(watched.recorder());
        WatchedStudy.beginTrial(watched.recorder(), 1, 0);
        WatchedStudy.step(watched.recorder(), 1, 0, 1, 2);
    }

    @AfterEach
    void stop() {
        context.close();
        watched.close();
        assertEquals(List.of(), complaints);
    }

    private Page open(Browser.NewContextOptions options) {
        context = chromium.browser().newContext(options);
        Page page = context.newPage();
        page.onPageError(error -> complaints.add("error: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("net::ERR")) {
                complaints.add("console: " + message.text());
            }
        });
        page.navigate(watched.address());
        await(page, CHARTS + " >= 3");
        return page;
    }

    /** The page's policy keeps Playwright from waiting in it. */
    static void await(Page page, String condition) {
        long end = System.nanoTime() + 120_000_000_000L;
        while (!holds(page, condition)) {
            assertTrue(System.nanoTime() < end, "awaited at " + page.url() + ": " + condition);
            page.waitForTimeout(50);
        }
    }

    private static boolean holds(Page page, String condition) {
        try {
            return Boolean.TRUE.equals(page.evaluate(condition));
        } catch (PlaywrightException anotherPageComes) {
            return false;
        }
    }

    private Page open() {
        return open(new Browser.NewContextOptions().setViewportSize(1280, 3000));
    }

    private void steps(int from, int to) {
        for (int step = from; step <= to; step++) {
            WatchedStudy.step(watched.recorder(), 1, 0, step, step);
        }
    }

    private static void awaitLoss(Page page, int loss) {
        await(page, LAST_LOSS + ".includes('unshared " + loss + "')");
    }

    @Test
    void linesGrowAndStatesChange() {
        Page page = open();
        assertEquals("sharing-on-digits – Recurve", page.title());
        assertTrue(!page.url().contains("token"), "the key has left the address");
        assertEquals("1 finished", page.locator(".tally.finished").textContent().strip());
        await(page, "document.querySelectorAll('.cell.waiting').length === 30");
        steps(2, 900);
        awaitLoss(page, 900);
        WatchedStudy.endTrial(watched.recorder(), 1, 0, Event.Status.FAILED);
        await(page, "document.querySelectorAll('.cell.failed').length === 1");
        assertTrue(page.locator("#troubles").textContent().contains("lower the learning rate"), "what to do");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("watch.png"))
                .setFullPage(true));
    }

    @Test
    void aReloadShowsTheSame() {
        Page page = open();
        steps(2, 850);
        awaitLoss(page, 850);
        page.reload();
        await(page, CHARTS + " >= 3");
        awaitLoss(page, 850);
        steps(851, 860);
        awaitLoss(page, 860);
    }

    @Test
    void aLostConnectionIsSaidAndWhatWasMissedIsSent() {
        Page page = open();
        context.setOffline(true);
        watched.cutStreams();
        await(page, "!document.querySelector('[data-connection]').hidden");
        steps(2, 840);
        context.setOffline(false);
        await(page, "document.querySelector('[data-connection]').hidden");
        awaitLoss(page, 840);
    }

    @Test
    void aBrowserThatSleptIsUpToDateWhenItWakes() throws Exception {
        Page page = open();
        List<ProcessHandle> browser = ProcessHandle.current()
                .descendants()
                .filter(each -> each.info().command().orElse("").contains("chrom"))
                .toList();
        assertTrue(!browser.isEmpty(), "a browser");
        try {
            signal("STOP", browser);
            for (int step = 2; step <= 1_200; step++) {
                WatchedStudy.step(watched.recorder(), 1, 0, step, step);
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            signal("CONT", browser);
        }
        awaitLoss(page, 1_200);
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(each -> command.add(Long.toString(each.pid())));
        new ProcessBuilder(command).start().waitFor();
    }

    @Test
    void aHiddenTabTakesNoConnection() {
        Page page = open();
        await(page, "document.documentElement.dataset.connected === 'yes'");
        page.evaluate("Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        assertEquals("closed", page.evaluate("document.documentElement.dataset.connected"));
        steps(2, 830);
        page.evaluate("Object.defineProperty(document, 'hidden', {value: false, configurable: true});"
                + "document.dispatchEvent(new Event('visibilitychange'))");
        awaitLoss(page, 830);
    }

    @Test
    void aPhoneScrollsDownOnly() {
        Page page =
                open(new Browser.NewContextOptions().setViewportSize(360, 740).setIsMobile(true));
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= 360"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("watch-phone.png"))
                .setFullPage(true));
    }

    @Test
    void darkIsDark() {
        Page page =
                open(new Browser.NewContextOptions().setViewportSize(1280, 3000).setColorScheme(ColorScheme.DARK));
        assertEquals("rgb(20, 22, 26)", page.evaluate("getComputedStyle(document.body).backgroundColor"));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve("watch-dark.png"))
                .setFullPage(true));
    }

    @Test
    void everythingIsReachedByKeyboardAndKeepsItsPlaceWhenPartsChange() {
        Page page = open();
        for (int i = 0;
                i < 80 && !Boolean.TRUE.equals(page.evaluate("document.activeElement.matches('[data-trial]')"));
                i++) {
            page.keyboard().press("Tab");
        }
        Object address = page.evaluate("document.activeElement.getAttribute('href')");
        WatchedStudy.endTrial(watched.recorder(), 1, 0, Event.Status.DIVERGED);
        await(page, "document.querySelectorAll('.cell.diverged').length === 1");
        assertEquals(address, page.evaluate("document.activeElement.getAttribute('href')"));
        page.keyboard().press("Enter");
        await(page, "location.pathname === '/trial'");
        await(page, CHARTS + " >= 3");
        assertTrue(page.locator("#pictures").textContent().contains("Kernels of conv1.w"), "as recorded last");
    }

    @Test
    void paperIsLightAndHasTheCharts() {
        Page page =
                open(new Browser.NewContextOptions().setViewportSize(1280, 800).setColorScheme(ColorScheme.DARK));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        byte[] pdf = page.pdf(new Page.PdfOptions().setPath(PICTURES.resolve("watch.pdf")));
        assertTrue(pdf.length > 20_000, "bytes: " + pdf.length);
        assertEquals(
                true, page.evaluate("getComputedStyle(document.querySelector('nav.contents')).display === 'none'"));
    }

    /** A text for each way out: of elements, of attributes in either quotes, and of scripts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script></style></title><script>RUN</script><img src=x onerror=RUN>",
                "\" onmouseover=\"RUN\" autofocus onfocus=\"RUN\" x=\"' onmouseover='RUN' autofocus onfocus='RUN' x='",
                "];RUN;//"
            })
    void scriptsInAnyTextAreText(String script) {
        String text = script.replace("RUN", "window.owned=1");
        new HostileStudy(text).begin(watched.recorder());
        Page page = open();
        String root = page.url().replaceFirst("/study.*", "");
        for (String path :
                List.of("/study?name=hostile", "/trial?id=" + "0".repeat(63) + "1", "/", "/report?study=hostile")) {
            page.navigate(root + path);
            await(
                    page,
                    "document.body.textContent.includes(" + JsonText.quote(text.replace('/', '|')) + ")"
                            + " || document.body.textContent.includes(" + JsonText.quote(text) + ")");
            page.waitForTimeout(300);
            assertEquals("undefined", page.evaluate("typeof window.owned"), path);
            assertEquals(
                    0,
                    page.locator("img[src=x], iframe, [onmouseover], [onfocus]").count(),
                    path);
        }
    }

    @Test
    void theListIsFilteredAndComparesStudies() {
        Page page = open();
        page.navigate(page.url().replaceFirst("/study.*", "/"));
        page.locator("[data-part=studies] tbody tr").first().waitFor();
        page.locator("[data-filter]").fill("nothing of this kind");
        assertEquals(0, page.locator("[data-part=studies] tbody tr:visible").count());
        page.locator("[data-filter]").fill("sharing");
        assertEquals(1, page.locator("[data-part=studies] tbody tr:visible").count());
        page.locator("input[name=study]").check();
        page.locator("text=Compare the chosen studies").click();
        await(page, "location.pathname === '/compare' && document.title.includes('1 studies')");
    }
}
