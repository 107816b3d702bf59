package org.recurve.reports.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.reports.WatchedStudy;
import org.recurve.reports.serve.RawHttp.Answer;

/** Who is not the person that started it sees nothing, whatever he sends. */
class WatchSecurityTest {
    private static final List<String> PAGES = List.of(
            "/",
            "/study?name=sharing-on-digits",
            "/report?study=sharing-on-digits",
            "/trial?id=0000",
            "/compare",
            "/stream/study?name=sharing-on-digits",
            "/stream/studies");

    @TempDir
    static Path folder;

    private static WatchedStudy watched;
    private static RawHttp http;
    private static String token;
    private static String cookie;

    @BeforeAll
    static void start() throws IOException {
        watched = WatchedStudy.in(folder.resolve("store"));
        WatchedStudy.begin(watched.recorder());
        http = new RawHttp(watched.server().port());
        token = URI.create(watched.server().address(List.of())).getQuery().substring("token=".length());
        cookie = http.get("/?token=" + token).header("Set-Cookie").replaceFirst(";.*", "");
    }

    @AfterAll
    static void stop() {
        watched.close();
    }

    private static String mine() {
        return "Cookie: " + cookie;
    }

    @Test
    void theKeyHas128BitsAndIsAnotherForEachServer() throws IOException {
        assertEquals(16, HexFormat.of().parseHex(token).length);
        try (WatchedStudy other = WatchedStudy.in(folder.resolve("other"))) {
            assertFalse(other.address().contains(token));
            assertNotEquals(watched.server().port(), other.server().port());
        }
    }

    @Test
    void theKeyIsExchangedForACookieThatOnlyThisServerGets() throws IOException {
        Answer answer = http.get("/?token=" + token);
        assertEquals(303, answer.status());
        assertEquals("/", answer.header("Location"), "the key leaves the address");
        String given = answer.header("Set-Cookie");
        assertTrue(
                given.matches(
                        "recurve-" + watched.server().port() + "=[0-9a-f]{32}; HttpOnly; SameSite=Strict; Path=/"),
                given);
        assertFalse(given.contains(token), "the cookie does not tell the key");
        assertEquals(200, http.get("/", mine()).status());
        assertEquals(303, http.get("/?token=" + token, mine()).status());
    }

    @Test
    void nothingIsSeenWithoutTheKey() throws IOException {
        for (String page : PAGES) {
            for (String[] headers : List.of(
                    new String[] {},
                    new String[] {"Cookie: recurve-" + watched.server().port() + "=" + "0".repeat(32)},
                    new String[] {"Cookie: recurve-1=" + cookie.split("=")[1]},
                    new String[] {"Cookie: " + cookie.substring(0, cookie.length() - 1)},
                    new String[] {"Cookie: " + cookie.split("=")[0] + "="},
                    new String[] {"Cookie: " + cookie.split("=")[0] + "=" + token})) {
                Answer answer = http.get(page, headers);
                assertEquals(401, answer.status(), page);
                assertFalse(answer.body().contains("digits"), page);
            }
        }
        for (String wrong : List.of(
                "", token.substring(1), token + "0", "0".repeat(32), "%00", token.toUpperCase(Locale.ROOT) + "x")) {
            assertEquals(401, http.get("/?token=" + wrong).status(), wrong);
        }
    }

    /** Of a page elsewhere whose name was made to mean 127.0.0.1, the browser sends the name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.0.0.1.nip.io:PORT",
                "0.0.0.0:PORT",
                "localhost:PORT.evil.example",
                "localhost:PORT, evil.example",
                "user@127.0.0.1:PORT",
                "127.1:PORT",
                ""
            })
    void anotherHostIsRefusedBeforeAnythingElse(String host) throws IOException {
        String named = host.replace("PORT", String.valueOf(watched.server().port()));
        for (String page : PAGES) {
            Answer answer = http.ask("GET", page, List.of("Host: " + named, mine()));
            assertTrue(answer.status() == 421 || answer.status() == 400, page + " " + answer.status());
        }
        assertNotEquals(
                303,
                http.ask("GET", "/?token=" + token, List.of("Host: " + named)).status());
        assertEquals(
                421,
                http.ask("POST", "/", List.of("Host: evil.example", mine())).status());
    }

    @Test
    void noHostAndTwoHostsAreRefused() throws IOException {
        assertNotEquals(200, http.ask("GET", "/", List.of(mine())).status());
        assertNotEquals(
                200,
                http.ask("GET", "/", List.of("Host: " + http.host(), "Host: evil.example", mine()))
                        .status());
        assertEquals(
                200,
                http.ask(
                                "GET",
                                "/",
                                List.of("Host: localhost:" + watched.server().port(), mine()))
                        .status());
    }

    @Test
    void otherSitesAreRefusedAndGetNoLeaveToRead() throws IOException {
        for (String page : PAGES) {
            for (String header : List.of(
                    "Origin: http://evil.example",
                    "Origin: null",
                    "Origin: https://" + http.host(),
                    "Origin: http://127.0.0.1:1",
                    "Sec-Fetch-Site: cross-site",
                    "Sec-Fetch-Site: same-site")) {
                Answer answer = http.get(page, mine(), header);
                assertEquals(403, answer.status(), page + " " + header);
                assertEquals("", answer.header("Access-Control-Allow-Origin"));
            }
        }
        assertEquals(
                403, http.get("/?token=" + token, "Sec-Fetch-Site: cross-site").status());
        assertEquals(200, http.get("/", mine(), "Sec-Fetch-Site: none").status());
        assertEquals(
                200,
                http.get("/", mine(), "Sec-Fetch-Site: same-origin", "Origin: http://" + http.host())
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "PROPFIND"})
    void onlyReadingIsAllowed(String method) throws IOException {
        Answer answer = http.ask(method, "/", List.of("Host: " + http.host(), mine()));
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD", answer.header("Allow"));
    }

    @Test
    void headSaysTheSameWithoutABody() throws IOException {
        for (String page : PAGES) {
            Answer answer = http.ask("HEAD", page, List.of("Host: " + http.host(), mine()));
            assertEquals("", answer.body(), page);
            assertTrue(answer.status() == 200 || page.startsWith("/trial") || page.equals("/compare"), page);
        }
    }

    @Test
    void pagesMayLoadNothingButWhatTheyBring() throws Exception {
        for (String page : List.of("/", "/study?name=sharing-on-digits", "/nowhere")) {
            Answer answer = http.get(page, mine());
            String policy = answer.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'none';"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertFalse(policy.replace("style-src-attr 'unsafe-inline'", "").contains("unsafe"), policy);
            assertFalse(policy.contains("*"), policy);
            assertFalse(policy.contains("http"), policy);
            for (String part : List.of("style", "script")) {
                Matcher each = Pattern.compile("(?s)<" + part + ">(.*?)</" + part + ">")
                        .matcher(answer.body());
                assertTrue(each.find(), part);
                do {
                    assertTrue(policy.contains("'sha256-" + sha256(each.group(1)) + "'"), "the hash of each " + part);
                } while (each.find());
            }
            assertFalse(answer.body().contains(" src="), "everything is in the page");
        }
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyAnswerIsMarked() throws IOException {
        for (String page :
                List.of("/", "/study?name=sharing-on-digits", "/report?study=sharing-on-digits", "/nowhere")) {
            for (Answer answer : List.of(http.get(page, mine()), http.get(page))) {
                assertEquals("nosniff", answer.header("X-Content-Type-Options"));
                assertEquals("no-referrer", answer.header("Referrer-Policy"));
                assertEquals("no-store", answer.header("Cache-Control"));
                assertEquals("DENY", answer.header("X-Frame-Options"));
                assertTrue(answer.header("Content-Security-Policy").contains("frame-ancestors 'none'"));
            }
        }
    }

    /** A file that lies there is not reached by any spelling of its path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "/store.lock",
                "//secret",
                "/studies/",
                "/secret.html",
                "/%2e%2e%2fsecret.html",
                "/study?name=../../secret",
                "/trial?id=../secret",
                "/report?study=..%2f..%2fsecret",
                "/stream/trial?id=..%2Fsecret",
                "/stream/study?name=%2Fetc%2Fpasswd",
                "/compare?study=../secret"
            })
    void noFileIsReachedByAnAddress(String path) throws IOException {
        Files.writeString(folder.resolve("secret"), "the secret of the folder");
        Files.writeString(folder.resolve("secret.html"), "the secret of the folder");
        Answer answer = http.get(path, mine());
        assertTrue(answer.status() == 404 || answer.status() == 400, path + " " + answer.status());
        assertFalse(answer.body().contains("the secret of the folder"));
    }

    @Test
    void whatIsAskedForIsShownAsText() throws IOException {
        String script = "%3Cscript%3Ealert(1)%3C/script%3E";
        for (String page : List.of("/?where=" + script, "/study?name=" + script, "/trial?id=" + script)) {
            assertFalse(http.get(page, mine()).body().contains("<script>alert"), page);
        }
        assertTrue(http.get("/?where=" + script, mine()).body().contains("not understood: &lt;script&gt;alert(1)"));
    }

    @Test
    void onlyThisMachineCanConnect() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address :
                    each.inetAddresses().filter(one -> !one.isLoopbackAddress()).toList()) {
                try (Socket socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(address, watched.server().port()), 1000);
                    fail("connected by " + address);
                } catch (IOException refused) {
                    assertFalse(refused.getMessage().isEmpty());
                }
            }
        }
    }

    /** That the JDK's server keeps to them is tested in a process of its own, since it reads them once. */
    @Test
    void requestsConnectionsAndHeadersAreBounded() {
        for (String limit : List.of(
                "sun.net.httpserver.maxReqTime", "jdk.httpserver.maxConnections", "sun.net.httpserver.maxReqHeaders")) {
            assertTrue(Integer.parseInt(System.getProperty(limit, "0")) > 0, limit);
        }
    }

    @Test
    void longAddressesAndManyHeadersAreRefused() throws IOException {
        assertEquals(414, http.get("/?where=" + "x".repeat(5000), mine()).status());
        String[] many = new String[300];
        Arrays.setAll(many, i -> "X-" + i + ": x");
        assertNotEquals(200, http.get("/", many).status());
    }
}
