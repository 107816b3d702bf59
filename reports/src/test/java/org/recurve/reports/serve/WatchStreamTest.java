package org.recurve.reports.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.reports.WatchedStudy;

/** A page is sent everything once, then what changed, and after a pause what it missed. */
class WatchStreamTest {
    private static final String STREAM = "/stream/study?name=sharing-on-digits";

    @TempDir
    Path folder;

    private WatchedStudy watched;
    private RawHttp http;
    private String mine;

    @BeforeEach
    void start() throws IOException {
        watched = WatchedStudy.in(folder.resolve("store"));
        WatchedStudy.begin(watched.recorder());
        http = new RawHttp(watched.server().port());
        String token = URI.create(watched.server().address(List.of())).getQuery();
        mine = "Cookie: " + http.get("/?" + token).header("Set-Cookie").replaceFirst(";.*", "");
    }

    @AfterEach
    void stop() {
        watched.close();
    }

    private static String last(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field + ": "))
                .map(line -> line.substring(field.length() + 2))
                .reduce((_, last) -> last)
                .orElse("");
    }

    private static boolean isData(String line) {
        return line.startsWith("data: ");
    }

    /** Records a step every 5 ms until the thread is interrupted. */
    private Thread steps() {
        return Thread.ofPlatform().start(() -> {
            for (int step = 2; !Thread.currentThread().isInterrupted(); step++) {
                WatchedStudy.step(watched.recorder(), 1, 0, step, step);
                LockSupport.parkNanos(5_000_000);
            }
        });
    }

    @Test
    void firstComesEverything() throws IOException {
        List<String> lines = http.stream(STREAM, WatchStreamTest::isData, mine);
        assertEquals("whole", last(lines, "event"));
        String data = last(lines, "data");
        for (String part : List.of("head", "board", "legend", "troubles", "sweep", "difference")) {
            assertTrue(data.contains("\"" + part + "\":"), part);
        }
        assertTrue(data.contains("validation.accuracy"), "a chart of it");
        long bytes = Long.parseLong(last(lines, "id").split("-")[1]);
        long journal = Files.walk(folder.resolve("store/trials"))
                .filter(file -> file.endsWith("journal"))
                .mapToLong(file -> file.toFile().length())
                .sum();
        assertTrue(bytes >= journal, "an id is a position in the journals: " + bytes + " of " + journal);
    }

    @Test
    void thenComesWhatChanged() throws Exception {
        WatchedStudy.beginTrial(watched.recorder(), 1, 0);
        WatchedStudy.step(watched.recorder(), 1, 0, 1, 2);
        List<String> first = http.stream(STREAM, WatchStreamTest::isData, mine);
        Thread recording = steps();
        List<String> lines = http.stream(
                STREAM + "&since=" + last(first, "id"), line -> isData(line) && line.contains("\"windows\""), mine);
        recording.interrupt();
        recording.join();
        assertEquals("change", last(lines, "event"));
        assertFalse(lines.stream().anyMatch("event: whole"::equals), "who knows the rest is not sent it again");
    }

    @Test
    void whoComesBackIsSentWhatHeMissedAndWhoWasAwayTooLongEverything() throws Exception {
        String id = last(http.stream(STREAM, WatchStreamTest::isData, mine), "id");
        WatchedStudy.more(watched.recorder(), 1, 0);
        Thread.sleep(1500); // frames that nobody is sent
        List<String> missed = http.stream(STREAM, WatchStreamTest::isData, mine, "Last-Event-ID: " + id);
        assertEquals("change", last(missed, "event"));
        List<String> unknown = http.stream(STREAM, WatchStreamTest::isData, mine, "Last-Event-ID: another-1-1");
        assertEquals("whole", last(unknown, "event"));
    }

    @Test
    void whoReadsTooSlowlyIsSentEverythingOnce() throws InterruptedException {
        FeedReader reader = new FeedReader();
        for (int i = 0; i < 1000; i++) {
            reader.offer(new StreamEvent("g-" + i + "-" + i, false, "{}"));
        }
        assertTrue(reader.next(0).isEmpty(), "what waits is bounded");
        assertTrue(reader.caughtUp());
        assertFalse(reader.caughtUp(), "once");
        reader.offer(new StreamEvent("g-1000-1000", false, "{}"));
        assertEquals("g-1000-1000", reader.next(0).orElseThrow().id());
    }

    /** Each page that is open holds a stream, and so a connection. */
    @Test
    void noMoreThanTwentyFourPagesAreServedAtATime() throws IOException {
        List<HttpURLConnection> open = new ArrayList<>();
        try {
            for (int page = 0; page <= 24; page++) {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://" + http.host() + STREAM).toURL().openConnection();
                connection.setRequestProperty("Cookie", mine.substring("Cookie: ".length()));
                open.add(connection);
                assertEquals(page < 24 ? 200 : 503, connection.getResponseCode(), "page " + page);
            }
        } finally {
            open.forEach(HttpURLConnection::disconnect);
        }
    }

    @Test
    void noMoreThanTenFramesASecond() throws Exception {
        WatchedStudy.beginTrial(watched.recorder(), 1, 0);
        WatchedStudy.step(watched.recorder(), 1, 0, 1, 2);
        Thread recording = steps();
        long begun = System.nanoTime();
        int[] count = new int[1];
        http.stream(
                STREAM,
                line -> {
                    count[0] += isData(line) ? 1 : 0;
                    return System.nanoTime() - begun > 2_000_000_000L && count[0] >= 3 && line.isEmpty();
                },
                mine);
        double seconds = (System.nanoTime() - begun) / 1e9;
        recording.interrupt();
        recording.join();
        assertTrue(count[0] <= 10 * seconds + 2, count[0] + " frames in " + seconds + " s");
        assertTrue(count[0] >= 3, "and some: " + count[0]);
    }
}
