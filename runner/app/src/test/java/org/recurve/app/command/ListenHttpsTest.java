package org.recurve.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.attack.Program;

/**
 * The webhook over real https: servers with certificates made here, in processes that trust them or not. In processes of their own, since
 * whom Java trusts is decided once.
 */
@DisabledOnOs(OS.WINDOWS)
class ListenHttpsTest {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final String FILE = """
            study: sums
            data: {adding: {steps: 4, train: 32, validation: 16, test: 16}}
            model: [recurrent: {cell: {elman: 4}}, dense: 1]
            loss: squared-error
            train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 16}
            measure: [test.mean-squared-error]
            seeds: 2
            """;

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<HttpsServer> servers = new ArrayList<>();
    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("sums.yaml"), FILE);
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private static void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /** Makes a key with a certificate that it signs itself, for a name; returns the key store. */
    private Path certificate(String name) throws Exception {
        Path keys = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-keystore",
                keys.toString(),
                "-storepass",
                "password",
                "-storetype",
                "PKCS12");
        return keys;
    }

    /** Starts a server that answers every path but {@code /moved}; returns its address. */
    private String server(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            received.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(path.equals("/moved") ? 307 : 204, -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "https://localhost:" + server.getAddress().getPort();
    }

    private Program run(List<String> options, String... addresses) throws Exception {
        List<Object> words =
                new ArrayList<>(List.of("run", file, "--store", folder.resolve("store" + addresses.length), "--json"));
        for (String address : addresses) {
            words.addAll(List.of("--listen", "webhook: " + address));
        }
        Program program = Program.start(folder, options, words.toArray());
        assertEquals(0, program.code(), "listeners harm no training: " + program.said());
        return program;
    }

    /** The digests of the trials, in the order of the study. */
    private static List<String> digests(String json) {
        return java.util.regex.Pattern.compile("\"digest\":\"(sha256:[0-9a-f]+)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static long count(String said, String words) {
        return said.lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void messagesGoOnlyToWhomTheCertificateProves() throws Exception {
        Path right = certificate("localhost");
        Path other = certificate("other.example");
        Path trust = folder.resolve("trust.p12");
        for (Path keys : List.of(right, other)) {
            keytool(
                    "-importkeystore",
                    "-noprompt",
                    "-srckeystore",
                    keys.toString(),
                    "-srcstorepass",
                    "password",
                    "-destkeystore",
                    trust.toString(),
                    "-deststorepass",
                    "password",
                    "-deststoretype",
                    "PKCS12");
        }
        String here = server(right);
        String wrongName = server(other);
        List<String> trusting =
                List.of("-Djavax.net.ssl.trustStore=" + trust, "-Djavax.net.ssl.trustStorePassword=password");
        List<String> alone = digests(recurve("run", file, "--store", folder.resolve("alone"), "--json")
                .out());
        assertEquals(2, alone.size());

        Program trusted = run(trusting, here + "/T0KEN", here + "/moved", wrongName + "/secret");
        assertEquals(alone, digests(Files.readString(trusted.out())));
        assertEquals(
                3, received.stream().filter(one -> one.startsWith("/T0KEN {")).count(), received + trusted.said());
        assertEquals(
                2,
                received.stream()
                        .filter(one -> one.contains("\"trial-ended\"") && one.startsWith("/T"))
                        .count());
        assertEquals(
                1, received.stream().filter(one -> one.startsWith("/moved ")).count(), "it is told nothing more");
        assertEquals(4, received.size(), "nothing went elsewhere: " + received);
        String said = Files.readString(trusted.err());
        assertEquals(1, count(said, "HTTP status 307, a redirect, which is not followed"), said);
        assertEquals(1, count(said, "localhost has a certificate that is not trusted here"), said);
        assertFalse(trusted.said().contains("T0KEN") || trusted.said().contains("/secret"), trusted.said());

        received.clear();
        Program distrusting = run(List.of(), here + "/T0KEN");
        assertEquals(alone, digests(Files.readString(distrusting.out())));
        assertEquals(List.of(), received);
        said = Files.readString(distrusting.err());
        assertEquals(1, count(said, "localhost has a certificate that is not trusted here"), said);
        assertTrue(said.contains("javax.net.ssl.trustStore"), said);
    }
}
