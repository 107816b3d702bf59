package org.recurve.app.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;
import org.recurve.app.command.Shell.Answer;

/** The page over a run in a process of its own: whatever is done to the page, the run goes on and comes to the same numbers. */
class WatchProgramTest {
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/\\?token=[0-9a-f]{32}\\S*");
    private static final Pattern DIGEST = Pattern.compile("\"digest\":\"(sha256:[0-9a-f]{64})\"");
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 10, train: 512, validation: 64, test: 64}}
            model: [recurrent: {cell: {lstm: 16}}, dense: 1]
            loss: squared-error
            train: {optimizer: adam, epochs: 10, batch: 16}
            measure: [test.mean-squared-error]
            select: {validation.loss: min}
            seeds: 3
            ablate: {wide: {set: {recurrent1.cell.units: 20}}}
            """;

    private static final String SHORT = FILE.replace("epochs: 10", "epochs: 1").replace("train: 512", "train: 64");

    @TempDir
    Path folder;

    private static String address(Program program) throws IOException, InterruptedException {
        program.await(said -> ADDRESS.matcher(said).find());
        Matcher found = ADDRESS.matcher(program.said());
        assertTrue(found.find(), program.said());
        return found.group();
    }

    private static List<String> digests(Path store) {
        return DIGEST.matcher(
                        recurve("show", "sums", "--json", "--store", store).out())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    private static HttpRequest to(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    @Test
    void aRunThatIsWatchedFloodedAndLeftComesToTheSameDigests() throws Exception {
        Path file = Files.writeString(folder.resolve("sums.yaml"), FILE);
        Program program = Program.start(
                folder, List.of(), "run", file, "--watch", "--jobs", 2, "--store", folder.resolve("watched"));
        String address = address(program);
        HttpClient browser = browser();
        HttpResponse<String> page = browser.send(to(address), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode(), page.body());
        while (!page.body().contains("data-stream=\"/stream/study")) { // it is being prepared, and the page says so
            assertEquals("1", page.headers().firstValue("Refresh").orElse(""), page.body());
            Thread.sleep(50);
            page = browser.send(to(page.uri().toString()), HttpResponse.BodyHandlers.ofString());
        }
        assertTrue(page.body().length() < 150_000, "characters: " + page.body().length());
        assertTrue(program.process().isAlive(), "it serves while it runs: " + program.said());
        String stream = page.uri().resolve("/stream/study?name=sums").toString();
        List<InputStream> unread = new ArrayList<>();
        for (int i = 0; i < 12; i++) { // readers that never read
            unread.add(browser.send(to(stream), HttpResponse.BodyHandlers.ofInputStream())
                    .body());
        }
        for (int i = 0; i < 200; i++) {
            browser.sendAsync(to(page.uri().toString()), HttpResponse.BodyHandlers.discarding());
        }
        for (InputStream each : unread) {
            each.close();
        }
        browser.shutdownNow();
        assertEquals(0, program.code(), program.said());
        Program alone = Program.start(folder, List.of(), "run", file, "--jobs", 1, "--store", folder.resolve("alone"));
        assertEquals(0, alone.code(), alone.said());
        assertEquals(digests(folder.resolve("alone")), digests(folder.resolve("watched")));
        assertEquals(6, digests(folder.resolve("watched")).size());
    }

    @Test
    void aStoreIsServedUntilItIsToldToEndAndWhoAsksByteByByteIsLetGo() throws Exception {
        Path store = folder.resolve("store");
        Path file = Files.writeString(folder.resolve("sums.yaml"), SHORT);
        assertEquals(0, recurve("run", file, "--store", store).code());
        Program program =
                Program.start(folder, List.of("-Dsun.net.httpserver.maxReqTime=1"), "watch", "sums", "--store", store);
        try {
            String address = address(program);
            HttpResponse<String> page = browser().send(to(address), HttpResponse.BodyHandlers.ofString());
            assertTrue(page.body().contains("Drawn by Recurve from stored data"), "the report of a finished study");
            int port = URI.create(address).getPort();
            try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port)) {
                slow.setSoTimeout(20_000);
                slow.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nX-".getBytes(StandardCharsets.US_ASCII));
                assertEquals(-1, slow.getInputStream().read(), "the connection is closed");
            }
        } finally {
            program.process().destroy();
        }
        program.code();
        assertFalse(program.said().contains("Exception"), program.said());
    }

    @Test
    void mistakesAreSaid() throws IOException {
        Path store = folder.resolve("store");
        Path file = Files.writeString(folder.resolve("sums.yaml"), SHORT);
        assertEquals(2, recurve("watch", "--store", folder.resolve("nowhere")).code());
        assertEquals(0, recurve("run", file, "--store", store).code());
        Answer unknown = recurve("watch", "sum", "--store", store);
        assertEquals(2, unknown.code());
        assertTrue(unknown.err().contains("nearest: sums"), unknown.err());
        Answer every = recurve("watch", "--address", "0.0.0.0", "--store", store);
        assertEquals(2, every.code());
        assertTrue(every.err().contains("every address of this machine"), every.err());
        assertEquals(2, recurve("watch", "--port", "70000", "--store", store).code());
        Answer none = recurve("watch", "--export", folder.resolve("x.html"), "--store", store);
        assertEquals(2, none.code());
        assertTrue(none.err().contains("one study"), none.err());
        Path page = folder.resolve("page.html");
        assertEquals(
                0, recurve("watch", "sums", "--export", page, "--store", store).code());
        assertTrue(Files.readString(page).contains("test.mean-squared-error"));
    }
}
