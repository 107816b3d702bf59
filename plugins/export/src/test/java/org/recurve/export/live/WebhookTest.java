package org.recurve.export.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.export.live.Histories.context;
import static org.recurve.export.live.Histories.ended;
import static org.recurve.export.live.Histories.epoch;
import static org.recurve.export.live.Histories.hear;
import static org.recurve.export.live.Histories.started;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.event.Event;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTest {
    private record Received(String path, String signature, String body) {}

    @TempDir
    Path folder;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String address;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            received.add(new Received(
                    path,
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Recurve-Signature"))
                            .orElse(""),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            int status = path.startsWith("/status/") ? Integer.parseInt(path.substring(8)) : 204;
            exchange.sendResponseHeaders(received.size() > 1 && path.equals("/status/503") ? 200 : status, -1);
            exchange.close();
        });
        server.start();
        address = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void send(String path, Optional<String> variable, Event... events) throws IOException {
        hear(new Webhook(), new Webhook.Config(address + path, variable), context(folder), events);
    }

    @Test
    void anEndIsAMessage() throws IOException {
        send(
                "/T0KEN",
                Optional.empty(),
                started(1, "wide", "", 4),
                epoch(1, 1, Map.of()),
                ended(1, Map.of("test.accuracy", 0.75)),
                new Event.StudyEnded("digits", Map.of("test.accuracy of wide >= 0.9", false), Duration.ofSeconds(2)));
        assertEquals(2, received.size());
        JsonNode trial = JsonMapper.shared().readTree(received.getFirst().body());
        assertEquals("trial-ended", trial.path("event").asString());
        assertEquals("wide", trial.path("variant").asString());
        assertEquals("finished", trial.path("status").asString());
        assertEquals(0.75, trial.path("metrics").path("test.accuracy").asDouble());
        JsonNode study = JsonMapper.shared().readTree(received.getLast().body());
        assertEquals("study-ended", study.path("event").asString());
        assertFalse(
                study.path("expectations").path("test.accuracy of wide >= 0.9").asBoolean());
        assertEquals("", received.getFirst().signature());
    }

    /** The signature of the text is that of RFC 2104 with SHA-256; it is made again here with the variable's value. */
    @Test
    void aMessageIsSigned() throws Exception {
        send("/", Optional.of("PATH"), started(1, "a", "", 0), ended(1, Map.of()));
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
        mac.init(new javax.crypto.spec.SecretKeySpec(
                System.getenv("PATH").getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = java.util.HexFormat.of()
                .formatHex(mac.doFinal(received.getFirst().body().getBytes(StandardCharsets.UTF_8)));
        assertEquals("sha256=" + expected, received.getFirst().signature());
    }

    @Test
    void redirectsAreNotFollowed() {
        IOException refused = assertThrows(
                IOException.class,
                () -> send("/status/302", Optional.empty(), started(1, "a", "", 0), ended(1, Map.of())));
        assertEquals(
                "127.0.0.1 answered a message with HTTP status 302, a redirect, which is not followed",
                refused.getMessage());
        assertEquals(1, received.size());
    }

    @Test
    void whatIsNotTakenIsSentAgain() throws IOException {
        send("/status/503", Optional.empty(), started(1, "a", "", 0), ended(1, Map.of()));
        assertEquals(2, received.size());
        assertEquals(received.getFirst().body(), received.getLast().body());
    }

    @Test
    void messagesDoNotHoldTheAddress() {
        Webhook.Config config = new Webhook.Config(address + "/T0KEN?key=S3CRET", Optional.empty());
        assertFalse(config.toString().matches(".*(T0KEN|S3CRET).*"), config.toString());
        server.stop(0);
        IOException failed = assertThrows(
                IOException.class,
                () -> hear(new Webhook(), config, context(folder), started(1, "a", "", 0), ended(1, Map.of())));
        assertTrue(
                String.valueOf(failed.getMessage()).startsWith("127.0.0.1 did not take a message in 3 attempts: "),
                failed.getMessage());
        assertFalse(failed.toString().matches(".*(T0KEN|S3CRET).*"), failed.toString());
    }

    @Test
    void plainHttpIsForThisMachineAlone() {
        for (String wrong : List.of(
                "http://hooks.example.org/T0KEN",
                "http://127.0.0.1.example.org/T0KEN",
                "http://10.0.0.1/T0KEN",
                "ftp://hooks.example.org/T0KEN",
                "https:///T0KEN",
                "https://user:T0KEN@hooks.example.org/",
                "file:/T0KEN",
                "not a URL T0KEN",
                "")) {
            InvalidSetting refused =
                    assertThrows(InvalidSetting.class, () -> new Webhook.Config(wrong, Optional.empty()), wrong);
            assertFalse(String.valueOf(refused.getMessage()).contains("T0KEN"), refused.getMessage());
        }
        for (String right : List.of("https://hooks.example.org/x?y", "http://localhost:1/", "http://[::1]:80/")) {
            assertEquals(right, new Webhook.Config(right, Optional.empty()).address());
        }
        assertThrows(
                InvalidSetting.class,
                () -> new Webhook.Config("https://h.example.org/", Optional.of("RECURVE_NO_SUCH_VARIABLE")));
    }

    @Test
    void keepsTheContractOfListeners() {
        Contract.listener(new Webhook(), new Webhook.Config(address, Optional.empty()))
                .check();
    }
}
