package org.recurve.datasets.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.api.data.Data;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.testkit.Contract;

class NumberWordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, zero",
        "7, seven",
        "13, thirteen",
        "20, twenty",
        "42, forty two",
        "100, one hundred",
        "105, one hundred five",
        "999, nine hundred ninety nine",
        "1000, one thousand",
        "1001, one thousand one",
        "20015, twenty thousand fifteen",
        "300000, three hundred thousand",
        "714260, seven hundred fourteen thousand two hundred sixty"
    })
    void namesAreEnglish(int number, String name) {
        assertEquals(name, String.join(" ", NumberWords.name(number)));
    }

    private static Data open(NumberWords.Config config) {
        return new NumberWords().open(config, source -> Path.of("none"));
    }

    private static String text(Data data, Examples examples, int index, String field, String length) {
        float[] symbols = new float[data.field(field).shape().size()];
        float[] count = new float[1];
        examples.read(index, field, symbols, 0);
        examples.read(index, length, count, 0);
        List<String> classes = data.field(field).classes();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count[0]; i++) {
            text.append(text.isEmpty() ? "" : " ").append(classes.get((int) symbols[i]));
        }
        return text.toString();
    }

    @Test
    void everyNumberIsInOneSplitWithItsOwnName() {
        Data data = open(new NumberWords.Config(5000, 3000, 1000, 1000, 0));
        Set<Integer> seen = new HashSet<>();
        data.splits().values().forEach(split -> {
            for (int i = 0; i < split.size(); i++) {
                int number = Integer.parseInt(
                        text(data, split, i, Field.INPUT, Field.LENGTH).replace(" ", ""));
                seen.add(number);
                assertEquals(
                        String.join(" ", NumberWords.name(number)) + " <end>",
                        text(data, split, i, Field.TARGET, Field.TARGET_LENGTH));
            }
        });
        assertEquals(5000, seen.size());
        // 0 to 19, eight tens, hundred, thousand, the unknown word and the end
        assertEquals(32, data.field(Field.TARGET).classes().size());
        assertEquals(11, data.field(Field.INPUT).classes().size());
    }

    @Test
    void noMoreNumbersThanThereAre() {
        assertEquals(
                "train 90, validation 10 and test 1 make 101 numbers, but only 100 are below; lower one of them",
                assertThrows(InvalidSetting.class, () -> new NumberWords.Config(100, 90, 10, 1, 0))
                        .getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return Contract.dataset(
                        new NumberWords(), new NumberWords.Config(1000, 40, 20, 10, 3), source -> Path.of("none"))
                .tests();
    }
}
