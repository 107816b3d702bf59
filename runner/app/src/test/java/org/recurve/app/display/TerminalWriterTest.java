package org.recurve.app.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalWriterTest {
    /** Sequences of ECMA-48 and Unicode's bidirectional, zero-width and filler characters. */
    @ParameterizedTest
    @MethodSource
    void whatIsInvisibleIsWrittenOut(String text, String shown) {
        assertEquals(shown, TerminalText.block(text));
        assertEquals(shown, TerminalText.line(text));
        assertEquals(shown, TerminalText.block(shown), "it is stable");
    }

    static Stream<Arguments> whatIsInvisibleIsWrittenOut() {
        return Stream.of(
                arguments("\u001b[2J", "\\u001b[2J"),
                arguments("\u001b]0;title\u0007", "\\u001b]0;title\\u0007"),
                arguments("\u009b31m", "\\u009b31m"),
                arguments("a\rb", "a\\rb"),
                arguments("a\bb\u007f", "a\\u0008b\\u007f"),
                arguments("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
                arguments("a\u200bb\u200d\ufeff", "a\\u200bb\\u200d\\ufeff"),
                arguments("a\u00adb\u2028c\u2029", "a\\u00adb\\u2028c\\u2029"),
                arguments("a\u3164b\u115f", "a\\u3164b\\u115f"),
                arguments("a\ue000b", "a\\ue000b"),
                arguments("naïve Δ 猫 😀 ± ■", "naïve Δ 猫 😀 ± ■"));
    }

    @Test
    void tagCharactersAndHalvesOfPairsAreWrittenOutAsJsonWould() {
        String tag = new String(Character.toChars(0xE0041));
        assertEquals("a\\udb40\\udc41b", TerminalText.block("a" + tag + "b"));
        assertEquals("a\\ud83db", TerminalText.block("a\ud83db"));
    }

    @Test
    void aLineStaysOne() {
        assertEquals("a\\nb\\tc\\nd", TerminalText.line("a\nb\tc\r\nd"));
        assertEquals("a\nb\tc", TerminalText.block("a\nb\tc"));
    }

    @Test
    void textsMayComeInAnyPieces() throws IOException {
        String text = "x\r\ny\rz 😀 \u001b\r";
        StringWriter pieces = new StringWriter();
        try (TerminalWriter writer = new TerminalWriter(pieces)) {
            for (char unit : text.toCharArray()) {
                writer.write(unit);
            }
        }
        assertEquals("x\ny\\rz 😀 \\u001b\\r", pieces.toString());
    }
}
