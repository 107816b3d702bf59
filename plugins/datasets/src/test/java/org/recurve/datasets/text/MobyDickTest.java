package org.recurve.datasets.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

/** On a text of 14 characters: four sequences of three, and one character that only a target shows. */
class MobyDickTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("text"), "abba\ncaba—cab!");
    }

    private Data open(Optional<Integer> train, int validation, int test) {
        return new MobyDick().open(new MobyDick.Config(3, train, validation, test), source -> file);
    }

    private static float[] read(Data data, String split, int index, String field) {
        float[] into = new float[3];
        data.split(split).read(index, field, into, 0);
        return into;
    }

    @Test
    void eachStepAsksForTheNextCharacter() {
        Data data = open(Optional.empty(), 1, 1);
        assertEquals(
                List.of("\n", "!", "a", "b", "c", "—"), data.field(Field.INPUT).classes());
        assertEquals(data.field(Field.INPUT).classes(), data.field(Field.TARGET).classes());
        assertArrayEquals(new float[] {2, 3, 3}, read(data, Data.TRAIN, 0, Field.INPUT));
        assertArrayEquals(new float[] {3, 3, 2}, read(data, Data.TRAIN, 0, Field.TARGET));
        assertArrayEquals(new float[] {2, 0, 4}, read(data, Data.TRAIN, 1, Field.INPUT));
        assertArrayEquals(new float[] {2, 3, 2}, read(data, Data.VALIDATION, 0, Field.INPUT));
        assertArrayEquals(new float[] {4, 2, 3}, read(data, Data.TEST, 0, Field.TARGET));
    }

    @Test
    void trainTakesWhatTheOthersLeaveUnlessItIsGiven() {
        assertEquals(2, open(Optional.empty(), 1, 1).split(Data.TRAIN).size());
        assertEquals(1, open(Optional.of(1), 1, 1).split(Data.TRAIN).size());
        assertFalse(open(Optional.empty(), 0, 0).splits().containsKey(Data.TEST));
        String message = assertThrows(InvalidSetting.class, () -> open(Optional.of(3), 1, 1))
                .getMessage();
        assertTrue(
                message.startsWith("the text has 4 sequences of 3 steps, of which validation and test leave 2"),
                message);
        assertThrows(InvalidSetting.class, () -> open(Optional.empty(), 3, 3));
    }

    @Test
    void aTextOfAnotherEncodingIsRefused() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xe9, 'b'});
        String message = assertThrows(InvalidSetting.class, () -> open(Optional.empty(), 0, 0))
                .getMessage();
        assertTrue(message.contains("is not UTF-8"), message);
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.dataset(new MobyDick(), new MobyDick.Config(3, Optional.empty(), 1, 1), source -> file)
                .tests();
    }
}
