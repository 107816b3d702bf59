package org.recurve.reports;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** An installed Chromium: the one RECURVE_CHROMIUM names, or one in a usual place. */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    private static final List<String> USUAL = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    /** Skips the tests if there is none, except in CI, where that is a failure. */
    static Chromium start() {
        Path program = Stream.concat(Stream.ofNullable(System.getenv("RECURVE_CHROMIUM")), USUAL.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(Chromium::missing);
        Playwright playwright = Playwright.create();
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(List.of("--no-sandbox"))));
    }

    private static Path missing() {
        String advice = "no Chromium was found; install one, or name it in RECURVE_CHROMIUM";
        Assumptions.assumeFalse(Objects.isNull(System.getenv("CI")), advice);
        return Assertions.fail(advice);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
