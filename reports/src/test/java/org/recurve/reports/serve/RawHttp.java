package org.recurve.reports.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Speaks HTTP by hand, with headers that no client would send. */
record RawHttp(int port) {
    /** What came back. */
    record Answer(int status, List<String> headers, String body) {
        String header(String name) {
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    /** Asks with the right host. */
    Answer get(String path, String... headers) throws IOException {
        List<String> all = new ArrayList<>(List.of("Host: " + host()));
        all.addAll(List.of(headers));
        return ask("GET", path, all);
    }

    Answer ask(String method, String path, List<String> headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            write(socket, method, path, headers, "Connection: close");
            return read(socket.getInputStream());
        }
    }

    private static void write(Socket socket, String method, String path, List<String> headers, String last)
            throws IOException {
        String text = method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                + (headers.isEmpty() ? "" : "\r\n") + last + "\r\n\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Answer read(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Answer(0, List.of(), all);
        }
        List<String> lines = all.substring(0, end).lines().toList();
        return new Answer(
                Integer.parseInt(lines.getFirst().split(" ", -1)[1]),
                lines.subList(1, lines.size()),
                all.substring(end + 4));
    }

    /** Reads lines of a stream until one is of this kind, which is the last. */
    List<String> stream(String path, Predicate<String> last, String... headers) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + host() + path).toURL().openConnection();
        for (String header : headers) {
            connection.setRequestProperty(header.split(": ", 2)[0], header.split(": ", 2)[1]);
        }
        connection.setReadTimeout(120_000);
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + 120_000_000_000L;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (last.test(line)) {
                    return lines;
                }
                if (System.nanoTime() > end) {
                    break;
                }
            }
        } finally {
            connection.disconnect();
        }
        throw new IOException("not awaited, but: "
                + lines.stream()
                        .map(each -> each.substring(0, Math.min(200, each.length())))
                        .toList());
    }
}
