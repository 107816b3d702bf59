package org.recurve.reports.serve;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides by a request's method and headers whether it is looked at, before its address is. A page of another host that a browser
 * was made to take for this one is known by {@code Host}; a page of another origin by {@code Origin} and {@code Sec-Fetch-Site}.
 *
 * @param hosts by which this server is called, with its port
 */
record RequestCheck(Set<String> hosts) {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> SITES = Set.of("same-origin", "none");

    RequestCheck {
        hosts = Set.copyOf(hosts);
    }

    /** Says why a request is refused. */
    record Refusal(int status, String text) {}

    /** Returns why it is refused; empty if it is not. */
    Optional<Refusal> refusal(String method, Headers headers) {
        List<String> host = all(headers, "Host");
        if (host.size() != 1 || !hosts.contains(host.getFirst().strip().toLowerCase(Locale.ROOT))) {
            return Optional.of(new Refusal(
                    421, "This server answers to the address that recurve watch printed, and to no other name."));
        }
        if (!METHODS.contains(method)) {
            return Optional.of(new Refusal(405, "Only GET and HEAD: this page changes nothing."));
        }
        boolean foreign = all(headers, "Origin").stream().anyMatch(origin -> !isOwn(origin))
                || all(headers, "Sec-Fetch-Site").stream().anyMatch(site -> !SITES.contains(site.strip()));
        return foreign
                ? Optional.of(new Refusal(403, "Another site asked for this page; open the printed address yourself."))
                : Optional.empty();
    }

    private boolean isOwn(String origin) {
        return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
    }

    private static List<String> all(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? List.of() : values;
    }
}
