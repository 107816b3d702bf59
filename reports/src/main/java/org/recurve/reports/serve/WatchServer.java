package org.recurve.reports.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.recurve.reports.serve.RequestCheck.Refusal;
import org.recurve.reports.serve.WatchPages.ServedPage;
import org.recurve.reports.watch.WatchShell;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a browser: reads and shows, changes nothing. Every request is checked before its address is looked at, and needs the
 * cookie that the printed address is exchanged for.
 */
public final class WatchServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchServer.class);
    private static final int MOST_STREAMS = 24;
    private static final int LONGEST_QUERY = 4096;
    private static final long HEARTBEAT_MILLIS = 5_000;

    private final HttpServer server;
    private final WatchPages pages;
    private final RequestCheck check;
    private final AccessToken token;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final Set<FeedReader> open = new HashSet<>();
    private final String host;

    private WatchServer(HttpServer server, WatchPages pages) {
        this.server = server;
        this.pages = pages;
        InetSocketAddress bound = server.getAddress();
        this.host = name(bound.getAddress()) + ":" + bound.getPort();
        this.check = new RequestCheck(Set.of(
                host.toLowerCase(Locale.ROOT),
                (bound.getAddress().isLoopbackAddress() ? "localhost" : name(bound.getAddress())) + ":"
                        + bound.getPort()));
        this.token = new AccessToken(bound.getPort());
    }

    private static String name(InetAddress address) {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }

    /**
     * Starts a server.
     *
     * @param address where it listens: one of this machine's own, as long as nobody says otherwise
     * @param port 0 for one that is free
     * @throws IOException if the port is taken, or the address is none of this machine
     */
    public static WatchServer start(InetAddress address, int port, WatchPages pages) throws IOException {
        ConnectionLimits.set();
        HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
        WatchServer watch = new WatchServer(server, pages);
        server.setExecutor(watch.threads);
        server.createContext("/", watch::handle);
        server.start();
        return watch;
    }

    /**
     * Returns the address with its token, for the person who started this.
     *
     * @param studies to begin with; all if there is none, several compared
     */
    public String address(List<String> studies) {
        return "http://" + host + "/?token=" + token.token()
                + studies.stream()
                        .map(study -> "&study=" + URLEncoder.encode(study, StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    /** Returns the port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Headers answer = exchange.getResponseHeaders();
            answer.set("X-Content-Type-Options", "nosniff");
            answer.set("Referrer-Policy", "no-referrer");
            answer.set("Cache-Control", "no-store");
            answer.set("Cross-Origin-Resource-Policy", "same-origin");
            answer.set("Cross-Origin-Opener-Policy", "same-origin");
            answer.set("X-Frame-Options", "DENY");
            answer.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            Optional<Refusal> refusal = check.refusal(exchange.getRequestMethod(), exchange.getRequestHeaders());
            if (refusal.isPresent()) {
                if (refusal.get().status() == 405) {
                    answer.set("Allow", "GET, HEAD");
                }
                plain(exchange, refusal.get().status(), refusal.get().text());
                return;
            }
            route(exchange);
        } catch (IOException gone) {
            LOG.debug("a browser went away: {}", gone.toString());
        } catch (RuntimeException e) {
            LOG.warn("a page could not be shown", e);
            failed(exchange);
        }
    }

    private static void failed(HttpExchange exchange) {
        try {
            plain(exchange, 500, "This page could not be made; the log of recurve watch says why.");
        } catch (IOException begunOrGone) {
            LOG.debug("nothing could be said: {}", begunOrGone.toString());
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Optional<String> raw = Optional.ofNullable(uri.getRawQuery());
        if (raw.isPresent() && raw.get().length() > LONGEST_QUERY) {
            plain(exchange, 414, "This address is too long.");
            return;
        }
        Query query = Query.of(raw);
        List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
        if (!token.isIn(cookies)) {
            if (token.isToken(query.get("token"))) {
                exchange.getResponseHeaders().set("Set-Cookie", token.setCookie());
                redirect(exchange, query.all("study"));
            } else {
                plain(exchange, 401, "Open the address that recurve watch printed; it holds the key to this page.");
            }
            return;
        }
        if (!query.get("token").isEmpty()) {
            redirect(exchange, query.all("study"));
            return;
        }
        switch (String.valueOf(uri.getPath())) {
            case "/" -> html(exchange, pages.studies(query.get("where")));
            case "/study" -> html(exchange, pages.study(query.get("name")));
            case "/trial" -> html(exchange, pages.trial(query.get("id")));
            case "/report" -> html(exchange, pages.report(query.get("study")));
            case "/compare" -> html(exchange, pages.compare(query.all("study")));
            case "/stream/studies" -> stream(exchange, Optional.of(pages.list()), query);
            case "/stream/study" -> stream(exchange, pages.studyFeed(query.get("name")), query);
            case "/stream/trial" -> stream(exchange, pages.trialFeed(query.get("id")), query);
            // Links of a page about several studies lead to reports beside it.
            case String path
            when path.endsWith(".html") ->
                html(exchange, pages.report(path.substring(1, path.length() - ".html".length())));
            default -> html(exchange, pages.missing("There is no page at this address."));
        }
    }

    /** The token leaves the address, and with it the history of the browser. */
    private static void redirect(HttpExchange exchange, List<String> studies) throws IOException {
        String to = switch (studies.size()) {
            case 0 -> "/";
            case 1 -> WatchShell.address("/study", "name", studies.getFirst());
            default ->
                studies.stream()
                        .map(study -> "study=" + URLEncoder.encode(study, StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "/compare?", ""));
        };
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(303, -1);
    }

    private static void plain(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text + "\n");
    }

    private static void html(HttpExchange exchange, ServedPage page) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", page.policy());
        if (page.soon()) {
            exchange.getResponseHeaders().set("Refresh", "1");
        }
        send(exchange, page.status(), "text/html; charset=utf-8", page.html());
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void stream(HttpExchange exchange, Optional<LiveFeed> feed, Query query) throws IOException {
        if (feed.isEmpty()) {
            plain(exchange, 404, "There is nothing to follow at this address.");
            return;
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        if (!streams.tryAcquire()) {
            plain(exchange, 503, "Too many pages are open; close some.");
            return;
        }
        String since = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
                .orElseGet(() -> query.get("since"));
        FeedReader reader = feed.get().open(since);
        synchronized (open) {
            open.add(reader);
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                send(reader, feed.get(), out);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            feed.get().leave(reader);
            synchronized (open) {
                open.remove(reader);
            }
            streams.release();
        }
    }

    private static void send(FeedReader reader, LiveFeed feed, OutputStream out)
            throws IOException, InterruptedException {
        out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        while (!reader.isClosed()) {
            Optional<StreamEvent> next = reader.next(HEARTBEAT_MILLIS);
            if (next.isPresent()) {
                out.write(next.get().bytes());
            } else if (reader.caughtUp()) {
                out.write(feed.everything().bytes());
            } else {
                out.write(": alive\n\n".getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        }
    }

    /** Ends all streams; browsers come back for what they miss. */
    public void cutStreams() {
        synchronized (open) {
            open.forEach(FeedReader::close);
        }
    }

    @Override
    public void close() {
        pages.close(); // which sends what is left
        cutStreams();
        server.stop(1); // second, in which browsers get their last events
        threads.shutdownNow();
    }
}
