package org.recurve.app.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Pieces of what is said of a trial are one text again, wherever it was cut; then comes why there is no more. */
class BridgedAnswersTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private BridgedAnswersTest piece(int kind, String text) throws IOException {
        DataOutputStream out = new DataOutputStream(sent);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
        return this;
    }

    private BridgedAnswers answers() {
        return new BridgedAnswers(new ByteArrayInputStream(sent.toByteArray()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void piecesAreReadAsOne() throws IOException {
        BridgedAnswers answers = piece(0, "a")
                .piece(0, "")
                .piece(0, "bcd")
                .piece(0, "e")
                .piece(1, "")
                .answers();
        assertEquals('a', answers.read());
        assertArrayEquals("bcde".getBytes(StandardCharsets.UTF_8), answers.readAllBytes());
        assertEquals(-1, answers.read());
        assertEquals(Optional.empty(), answers.problem());
    }

    @Test
    void theEndIsAwaitedBehindWhatNobodyReads() throws IOException {
        BridgedAnswers answers = piece(0, "abc").piece(0, "de").piece(1, "").answers();
        assertEquals('a', answers.read());
        answers.awaitEnd();
        assertEquals(-1, answers.read());
    }

    @Test
    void whatIsLostSaysWhy() throws IOException {
        BridgedAnswers answers = piece(0, "ab").piece(2, "the executor is gone").answers();
        assertEquals("ab", text(answers.readAllBytes()));
        assertEquals(Optional.of("the executor is gone"), answers.problem());
        assertEquals(Optional.empty(), answers.whole().map(BridgedAnswersTest::text));
    }

    @Test
    void aQuickerTaskHasAll() throws IOException {
        BridgedAnswers answers = piece(0, "ab").piece(3, "abcde").answers();
        assertEquals("ab", text(answers.readAllBytes()));
        assertEquals(Optional.of("abcde"), answers.whole().map(BridgedAnswersTest::text));
        assertEquals(Optional.of("another executor was quicker"), answers.problem());
    }

    @Test
    void aBridgeThatIsGoneOrSaysWhatNobodyKnowsIsAnError() throws IOException {
        assertThrows(EOFException.class, () -> piece(0, "ab").answers().readAllBytes());
        assertThrows(IOException.class, () -> piece(9, "").answers().readAllBytes());
    }
}
