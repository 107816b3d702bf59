package org.recurve.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text of a journal is markup, an attribute or script in a report, wherever it stands. */
class MarkupTest {
    /** Within these, browsers look for nothing but the closing tag. */
    private static final Pattern RAW = Pattern.compile("(?s)(<(script|style)[^>]*>).*?(?=</\\2>)");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern TAG = Pattern.compile("<[/!]?[a-zA-Z](?:" + QUOTED + "|[^>\"'])*>");

    @TempDir
    Path folder;

    private String page(String text) {
        Path store = folder.resolve("store" + text.hashCode());
        Path file = Written.report(
                store, new Studies("hostile", 1, 1), (recorder, _) -> new HostileStudy(text).record(recorder));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Tags with their attributes' names, in their order: what a browser takes for markup. */
    private static List<String> markup(String page) {
        return TAG.matcher(RAW.matcher(page).replaceAll("$1"))
                .results()
                .map(it -> QUOTED.matcher(it.group()).replaceAll(""))
                .toList();
    }

    private static void assertSame(List<String> plain, List<String> hostile) {
        for (int i = 0; i < Math.min(plain.size(), hostile.size()); i++) {
            assertEquals(plain.get(i), hostile.get(i), "tag " + i + " after " + hostile.subList(Math.max(0, i - 5), i));
        }
        assertEquals(plain.size(), hostile.size());
    }

    /** How often the text stands in the page, in the ways that text and JSON are written. */
    private static int count(String page, String text) {
        String plain = page.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        return plain.split(Pattern.quote(text), -1).length - 1;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</script></style></title></textarea></svg><script>alert(1)</script>",
                "<a href=javascript:alert(1)>x</a>",
                "<script>alert(1)<!--",
                "<img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)\" x=\"",
                "' onfocus='alert(1)' autofocus='",
                "javascript:alert(1)",
                "data:text;base64,PHNjcmlwdD4",
                "<svg onload=alert(1)>",
                "<style>*{display:none}",
                "<base href=x>",
                "<meta http-equiv=refresh content=0>",
                "]]><!--<script>",
                "&lt;script&gt;&#34;&quot;",
                "${alert(1)} {{x}} !{x}",
                "url(#x) expression(alert(1))",
            })
    void textChangesNoTagAndNoAttribute(String text) {
        String plain = page("x".repeat(text.length()));
        String hostile = page(text);
        assertSame(markup(plain), markup(hostile));
        assertFalse(
                Pattern.compile("(?:src|href|action|formaction)=\"(?!#|data:[,i])")
                        .matcher(hostile)
                        .find(),
                "an address that leads out of the page");
        assertTrue(count(hostile, text) > 60, "it is shown in all these places, as text");
    }
}
