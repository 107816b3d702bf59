package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.data.Source;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.division.SplitRule;

/** Data sets that lie in one folder, and what all of them have in common. */
public class OwnDataTest {
    @TempDir
    Path folder;

    /** Own files in a folder, as {@code --data} names it; nothing is fetched. */
    public static Files below(Path folder) {
        return new Files() {
            @Override
            public Path path(Source source) {
                throw new UnsupportedOperationException("nothing is fetched");
            }

            @Override
            public Path own(String path) {
                return folder.resolve(path);
            }
        };
    }

    /** What a data set has against its files. */
    public static <C extends Record> String refusal(Dataset<C> dataset, C config, Path folder) {
        String message = assertThrows(InvalidSetting.class, () -> dataset.open(config, below(folder)))
                .getMessage();
        return message.replace(folder.toString() + "/", "");
    }

    public static float[] read(Data data, String split, int index, String field) {
        float[] into = new float[data.field(field).shape().size()];
        data.split(split).read(index, field, into, 0);
        return into;
    }

    private static CsvDataset.Config csv(double validation, double test, long seed) {
        return new CsvDataset.Config("rows.csv", "y", TargetKind.NUMBERS, List.of(), validation, test, seed);
    }

    private Data open(CsvDataset.Config config) throws java.io.IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        IntStream.range(0, 25)
                .forEach(i -> rows.append(i).append(',').append(2 * i).append('\n'));
        java.nio.file.Files.writeString(folder.resolve("rows.csv"), rows);
        return new CsvDataset().open(config, below(folder));
    }

    @Test
    void everyExampleFallsIntoOneSplit() throws Exception {
        Data data = open(csv(0.3, 0.1, 0));
        assertEquals(16, data.split(Data.TRAIN).size());
        assertEquals(7, data.split(Data.VALIDATION).size());
        assertEquals(2, data.split(Data.TEST).size());
        Set<Float> seen = new HashSet<>();
        for (String split : data.splits().keySet()) {
            Examples examples = data.split(split);
            for (int i = 0; i < examples.size(); i++) {
                seen.add(read(data, split, i, Field.INPUT)[0]);
            }
        }
        assertEquals(25, seen.size());
        assertEquals(Set.of(Data.TRAIN), open(csv(0, 0, 0)).splits().keySet());
    }

    /** Of every number of examples, every share in hundredths that is a whole number of them, in whole-number arithmetic. */
    @Test
    void sharesAreDecimalNumbers() {
        for (int examples = 1; examples <= 1000; examples++) {
            for (int hundredths = 0; hundredths < 100; hundredths++) {
                assertEquals(
                        hundredths * examples / 100,
                        SplitRule.part(Double.parseDouble("0." + (hundredths < 10 ? "0" : "") + hundredths), examples));
            }
        }
    }

    @Test
    void theSeedAndTheFileDecide() throws Exception {
        Data data = open(csv(0.3, 0.1, 0));
        assertEquals(data.digest(), open(csv(0.3, 0.1, 0)).digest());
        assertNotEquals(data.digest(), open(csv(0.3, 0.1, 1)).digest());
        java.nio.file.Files.writeString(folder.resolve("rows.csv"), "x,y\n1,2\n3,4\n");
        assertNotEquals(
                data.digest(),
                new CsvDataset().open(csv(0.3, 0.1, 0), below(folder)).digest());
    }

    @Test
    void sharesLeaveSomethingToTrainOn() {
        String message =
                assertThrows(InvalidSetting.class, () -> csv(0.5, 0.5, 0)).getMessage();
        assertEquals(
                "validation 0.5 and test 0.5 leave nothing to train on; they are shares of all examples, and together"
                        + " less than 1",
                message);
        assertThrows(InvalidSetting.class, () -> csv(0.42, 0.58, 0));
        csv(0.42, 0.57, 0);
    }
}
