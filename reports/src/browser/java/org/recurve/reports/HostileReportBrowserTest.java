package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing runs in a browser when every text of a journal is script: names, questions, warnings, settings, artifacts. */
class HostileReportBrowserTest {
    private static final String RUN = "window.owned=(window.owned||0)+1";

    @TempDir
    static Path folder;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>RUN</script>",
                "</script></style></title></textarea></svg><script>RUN</script>",
                "<script><!--<script>RUN",
                "<img src=x onerror=RUN>",
                "<svg onload=RUN>",
                "<iframe srcdoc='<script>parent.RUN</script>'>",
                "\" onmouseover=\"RUN\" autofocus onfocus=\"RUN\" x=\"",
                "' onmouseover='RUN' autofocus onfocus='RUN' x='",
                "<a href=javascript:RUN>x</a>",
                "javascript:RUN",
                "<meta http-equiv=refresh content='0;url=https://example.org/'>",
                "<link rel=stylesheet href=https://example.org/x.css>",
                "];RUN;//",
                "${RUN} `+RUN+`",
            })
    void scriptsInAnyTextAreText(String script) {
        String text = script.replace("RUN", RUN);
        Path store = folder.resolve("store" + text.hashCode());
        Path file = Written.report(
                store, new Studies("hostile", 1, 1), (recorder, _) -> new HostileStudy(text).record(recorder));
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
            page.onPageError(error -> complaints.add("error: " + error));
            page.onDialog(dialog -> {
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(request -> {
                if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
                    complaints.add("request: " + request.url());
                }
            });
            page.navigate(file.toUri().toString());
            useEverything(page);
            assertEquals("hostile – Recurve", page.title());
            assertEquals(file.toUri().toString().replaceFirst("^file:/+", ""), address(page));
            assertTrue(shown(page, text) > 20, "it is shown as text");
            assertEquals("undefined", page.evaluate("typeof window.owned"));
            assertEquals(
                    0,
                    page.evaluate("[...document.querySelectorAll('*')].filter(e => [...e.attributes]"
                            + ".some(a => a.name.startsWith('on') || /^\\s*javascript:/i.test(a.value)"
                            + " && ['href', 'src', 'action'].includes(a.name))).length"));
            assertEquals(
                    0,
                    page.locator("iframe, object, embed, base, link[rel=stylesheet], img[src=x]")
                            .count());
        }
        assertEquals(List.of(), complaints);
    }

    /** Opens all details, presses all buttons and points at all charts, so that what scripts of the page draw is drawn. */
    private static void useEverything(Page page) {
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)");
        page.evaluate("new Promise(done => { const look = () => [...document.querySelectorAll('figure.chart')]"
                + ".every(figure => figure.querySelector('canvas')) ? done() : setTimeout(look, 50); look(); })");
        page.evaluate("document.querySelectorAll('button').forEach(one => one.click())");
        page.evaluate("document.querySelectorAll('table').forEach(one => {"
                + " for (const form of Object.values(recurveTables)) if (typeof form === 'function') form(one); })");
        for (Locator chart : page.locator("figure.chart .u-over").all()) {
            if (chart.isVisible()) {
                chart.hover();
            }
        }
    }

    private static String address(Page page) {
        return page.url().replaceFirst("^file:/+", "").replaceFirst("#.*", "");
    }

    private static int shown(Page page, String text) {
        String all = (String) page.evaluate("document.body.textContent");
        return all.split(java.util.regex.Pattern.quote(text), -1).length - 1;
    }
}
