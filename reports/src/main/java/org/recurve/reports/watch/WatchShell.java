package org.recurve.reports.watch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Describes what stands around a page.
 *
 * @param stream the address of its events; empty in a file
 * @param written when the file was written; empty unless it is one
 */
public record WatchShell(String title, String stream, List<PageLink> links, String written) {
    public WatchShell {
        links = List.copyOf(links);
    }

    /** A link to another page. */
    public record PageLink(String name, String address) {}

    /** Returns an address with one parameter. */
    public static String address(String path, String name, String value) {
        return path + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
