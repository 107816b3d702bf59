package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.recurve.storage.record.RecordFrames;

/** What carries answers from a cluster sees none of our classes, and has some of their numbers written out: they are the same. */
class SparkAnswersTest {
    private static int number(String type, String name) throws IOException {
        Path file = Path.of("../spark/src/main/java/org/recurve/spark/" + type + ".java");
        String source = Files.readString(file);
        Matcher constant =
                Pattern.compile("static final int " + name + " = (\\d+);").matcher(source);
        assertTrue(constant.find(), file + " has no number " + name);
        return Integer.parseInt(constant.group(1));
    }

    @Test
    void whatCarriesAnswersKnowsWhereTheyEnd() throws IOException {
        assertEquals(WireOutput.END, number("ExecutorProcess", "END"));
        assertEquals(RecordFrames.OVERHEAD, number("ExecutorProcess", "AROUND"));
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsOfTheBridgeCallPiecesTheSame(BridgedAnswers.PieceKind kind) throws IOException {
        assertEquals(kind.ordinal(), number("BridgedTrial", kind.name()));
    }
}
