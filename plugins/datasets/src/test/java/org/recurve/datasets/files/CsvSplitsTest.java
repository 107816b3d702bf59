package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.recurve.datasets.files.OwnDataTest.below;
import static org.recurve.datasets.files.OwnDataTest.read;
import static org.recurve.datasets.files.OwnDataTest.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.api.plugin.InvalidSetting;
import org.recurve.datasets.division.Fold;
import org.recurve.testkit.Contract;

class CsvSplitsTest {
    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path folder;

    private static CsvDataset.Config config(
            double test, boolean stratify, Optional<String> group, Optional<String> split, Optional<String> testFile) {
        return new CsvDataset.Config(
                "a.csv",
                "y",
                TargetKind.CLASSES,
                List.of(),
                0,
                test,
                0,
                NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(stratify),
                group,
                split,
                NONE,
                testFile,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private Data open(CsvDataset.Config config) {
        return new CsvDataset().open(config, below(folder));
    }

    /** The first inputs of each split, in order. */
    private static Map<String, List<Float>> inputs(Data data) {
        return data.splits().keySet().stream()
                .collect(Collectors.toMap(
                        split -> split,
                        split -> IntStream.range(0, data.split(split).size())
                                .mapToObj(i -> read(data, split, i, Field.INPUT)[0])
                                .sorted()
                                .toList(),
                        (a, _) -> a,
                        TreeMap::new));
    }

    @Test
    void aColumnSaysTheSplit() throws IOException {
        write("a.csv", "x,part,y\n1,test,a\n2,train,a\n3,validation,b\n4,train,b\n");
        assertEquals(
                Map.of(Data.TEST, List.of(1f), Data.TRAIN, List.of(2f, 4f), Data.VALIDATION, List.of(3f)),
                inputs(open(config(0.5, false, NONE, Optional.of("part"), NONE))));
        write("a.csv", "x,part,y\n1,test,a\n2,Train,a\n");
        assertEquals(
                "a.csv:3 column part: \"Train\" is no split; write train, validation or test",
                refusal(new CsvDataset(), config(0.5, false, NONE, Optional.of("part"), NONE), folder));
    }

    @Test
    void aTestMayHaveATableOfItsOwn() throws IOException {
        write("a.csv", "x,z,y\n1,10,a\n2,20,b\n3,30,b\n");
        write("b.csv", "y,unread,z,x\nc,?,50,5\nb,?,60,6\n");
        Data data = open(config(0.5, false, NONE, NONE, Optional.of("b.csv")));
        assertEquals(Map.of(Data.TEST, List.of(5f, 6f), Data.TRAIN, List.of(1f, 2f, 3f)), inputs(data));
        assertEquals(List.of("a", "b", "c"), data.field(Field.TARGET).classes());
        int six = read(data, Data.TEST, 0, Field.INPUT)[0] == 6 ? 0 : 1;
        assertEquals(60, read(data, Data.TEST, six, Field.INPUT)[1]);
        assertEquals(1, read(data, Data.TEST, six, Field.TARGET)[0]);
        write("b.csv", "y,x\nc,5\n");
        assertEquals(
                "b.csv has no column \"z\"; its columns are y, x",
                refusal(new CsvDataset(), config(0, false, NONE, NONE, Optional.of("b.csv")), folder));
        assertEquals(
                List.of("a.csv", "b.csv"), new CsvDataset().own(config(0, false, NONE, NONE, Optional.of("b.csv"))));
    }

    @Test
    void groupsStayTogether() throws IOException {
        StringBuilder rows = new StringBuilder("x,who,y\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i).append(",person").append(i / 4).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        write("a.csv", rows.toString());
        Map<String, List<Float>> inputs = inputs(open(config(0.2, false, Optional.of("who"), NONE, NONE)));
        assertEquals(8, inputs.get(Data.TEST).size());
        Set<Integer> tested =
                inputs.get(Data.TEST).stream().map(x -> (int) (x / 4)).collect(Collectors.toSet());
        assertEquals(2, tested.size(), "two persons of four rows");
    }

    @Test
    void classesHaveTheirShare() throws IOException {
        StringBuilder rows = new StringBuilder("x,y\n");
        for (int i = 0; i < 50; i++) {
            rows.append(i).append(i < 10 ? ",rare\n" : ",common\n");
        }
        write("a.csv", rows.toString());
        List<Float> tested = inputs(open(config(0.2, true, NONE, NONE, NONE))).get(Data.TEST);
        assertEquals(10, tested.size());
        assertEquals(2, tested.stream().filter(x -> x < 10).count());
    }

    @Test
    void whatExcludesEachOtherIsRefused() {
        assertEquals(
                "group and stratify cannot be had together; remove one of them",
                assertThrows(InvalidSetting.class, () -> config(0, true, Optional.of("who"), NONE, NONE))
                        .getMessage());
        assertEquals(
                "split and test-file cannot be had together; remove one of them",
                assertThrows(
                                InvalidSetting.class,
                                () -> config(0, false, NONE, Optional.of("part"), Optional.of("b.csv")))
                        .getMessage());
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() throws IOException {
        write("a.csv", "x,who,y\n1,1,a\n2,1,b\n3,2,c\n4,2,a\n5,3,b\n6,3,c\n7,4,a\n8,4,b\n");
        write("b.csv", "x,who,y\n9,5,a\n10,5,b\n");
        return Contract.dataset(
                        new CsvDataset(),
                        config(0.25, false, Optional.of("who"), NONE, Optional.of("b.csv")),
                        below(folder))
                .tests();
    }

    /** What one reading gives for all folds is what each gives alone, though the file is gone by then. */
    @Test
    void oneReadingServesAllFolds() throws IOException {
        Files.writeString(
                folder.resolve("a.csv"),
                IntStream.range(0, 30)
                        .mapToObj(i -> i * i + "," + "abc".charAt(i % 3) + "\n")
                        .collect(Collectors.joining("", "x,y\n", "")));
        CsvDataset csv = new CsvDataset();
        List<CsvDataset.Config> folds = fold(2).folds();
        assertEquals(List.of(fold(1), fold(2), fold(3)), folds);
        Map<CsvDataset.Config, Data> alone = new HashMap<>();
        folds.forEach(fold -> alone.put(fold, open(fold)));
        Map<CsvDataset.Config, Supplier<Data>> openings = csv.openings(fold(2), below(folder));
        Files.delete(folder.resolve("a.csv"));
        assertEquals(alone.keySet(), openings.keySet());
        alone.forEach((fold, data) -> {
            Data shared = openings.get(fold).get();
            assertEquals(data.digest(), shared.digest());
            assertEquals(inputs(data), inputs(shared));
        });
    }

    private static CsvDataset.Config fold(int number) {
        CsvDataset.Config none = config(0, true, NONE, NONE, NONE);
        return none.with(Optional.of(new Fold(number, 3)));
    }
}
