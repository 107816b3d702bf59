package org.recurve.reports.serve;

import java.nio.charset.StandardCharsets;

/**
 * An event of a stream.
 *
 * @param id where in its history the page is after it: {@code generation-position}
 * @param whole whether it shows everything, rather than what changed
 * @param data JSON, in one line
 */
record StreamEvent(String id, boolean whole, String data) {
    /** Returns it as it is sent. */
    byte[] bytes() {
        return ("id: " + id + "\nevent: " + (whole ? "whole" : "change") + "\ndata: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    int size() {
        return data.length();
    }
}
