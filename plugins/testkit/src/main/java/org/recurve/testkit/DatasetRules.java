package org.recurve.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.recurve.api.data.Data;
import org.recurve.api.data.Dataset;
import org.recurve.api.data.Examples;
import org.recurve.api.data.Field;
import org.recurve.api.data.Files;
import org.recurve.api.plugin.InvalidSetting;

/**
 * Checks what is demanded of a data set: the same examples at every reading, from any thread, and a digest that vouches for
 * them.
 */
final class DatasetRules {
    private static final int LOOKED_AT = 200;

    private DatasetRules() {}

    static <C extends Record> List<ContractCheck> checks(Dataset<C> dataset, C config, Files files) {
        return List.of(
                new ContractCheck("names its fields and splits", () -> described(dataset.open(config, files))),
                new ContractCheck(
                        "gives the same examples when opened again",
                        () -> alike(dataset.open(config, files), dataset.open(config, files))),
                new ContractCheck(
                        "gives the same in one reading for several settings",
                        () -> readTogether(dataset, config, files)),
                new ContractCheck(
                        "holds finite numbers, and classes it has named", () -> valid(dataset.open(config, files))),
                new ContractCheck(
                        "writes where it is told, and nowhere else", () -> inPlace(dataset.open(config, files))),
                new ContractCheck("can be read from several threads", () -> threads(dataset.open(config, files))),
                new ContractCheck("gives every example an id of its own", () -> ids(dataset.open(config, files))),
                new ContractCheck("says which table of texts is not there", () -> missingTexts(dataset, config)),
                new ContractCheck(
                        "has another digest with other examples",
                        () -> othersHaveAnotherDigest(dataset, config, files)));
    }

    /** Changes one number of the settings after another: where other examples come of it, so must another digest. */
    private static <C extends Record> void othersHaveAnotherDigest(Dataset<C> dataset, C config, Files files) {
        Data data = dataset.open(config, files);
        for (ChangedSetting<C> changed : ChangedSetting.of(config)) {
            Data other;
            try {
                other = dataset.open(changed.config(), files);
            } catch (IllegalArgumentException refused) {
                continue;
            }
            if (other.digest().equals(data.digest())) {
                String same = changed.name() + " changes the examples, and leaves the digest as it is";
                assertEquals(data.fields(), other.fields(), same);
                assertEquals(data.splits().keySet(), other.splits().keySet(), same);
                assertDoesNotThrow(
                        () -> data.splits().forEach((name, split) -> alike(data, split, other.split(name))), same);
            }
        }
    }

    /** Compares what one reading gives for its own settings, and for those that it serves beside, with data that are opened alone. */
    private static <C extends Record> void readTogether(Dataset<C> dataset, C config, Files files) {
        Map<C, Supplier<Data>> openings = dataset.openings(config, files);
        assertTrue(openings.containsKey(config), "openings gives no data for the settings that it was given");
        openings.forEach((settings, opening) -> alike(dataset.open(settings, files), opening.get()));
    }

    private static void alike(Data once, Data again) {
        assertEquals(once.digest(), again.digest());
        assertEquals(once.fields(), again.fields());
        assertEquals(once.splits().keySet(), again.splits().keySet());
        once.splits().forEach((name, split) -> alike(once, split, again.split(name)));
    }

    private static void described(Data data) {
        assertTrue(data.digest().matches("sha256:[0-9a-f]{64}"), data::digest);
        Set<String> names =
                new HashSet<>(data.fields().stream().map(Field::name).toList());
        assertEquals(data.fields().size(), names.size(), "each field has a name of its own");
        assertTrue(names.contains(Field.INPUT), "examples have an input");
        assertTrue(data.splits().containsKey(Data.TRAIN), "there is a split to train on");
        data.splits().forEach((name, split) -> assertTrue(split.size() >= 1, () -> "split " + name + " is empty"));
        Examples train = data.split(Data.TRAIN);
        float[] into = new float[1];
        assertThrows(IllegalArgumentException.class, () -> train.read(0, "no such field", into, 0));
    }

    private static IntStream some(Examples examples) {
        return IntStream.range(0, Math.min(LOOKED_AT, examples.size()));
    }

    private static float[] read(Examples examples, int index, Field field) {
        float[] into = new float[field.shape().size()];
        examples.read(index, field.name(), into, 0);
        return into;
    }

    private static void alike(Data data, Examples once, Examples again) {
        assertEquals(once.size(), again.size());
        some(once).forEach(index -> {
            assertEquals(once.id(index), again.id(index));
            data.fields().forEach(field -> assertArrayEquals(read(once, index, field), read(again, index, field)));
        });
    }

    private static void valid(Data data) {
        data.splits()
                .values()
                .forEach(split -> some(split).forEach(index -> {
                    for (Field field : data.fields()) {
                        for (float value : read(split, index, field)) {
                            int classes = field.classes().size();
                            int most = field.labels().isEmpty() ? classes : 2;
                            boolean named = most == 0 || (value == (int) value && value >= 0 && value < most);
                            assertTrue(
                                    Float.isFinite(value) && named,
                                    () -> field.name() + " of " + index + " is " + value);
                        }
                    }
                }));
    }

    private static void inPlace(Data data) {
        Examples train = data.split(Data.TRAIN);
        for (Field field : data.fields()) {
            int size = field.shape().size();
            float[] into = new float[size + 5];
            Arrays.fill(into, -77);
            train.read(0, field.name(), into, 2);
            assertArrayEquals(new float[] {-77, -77}, Arrays.copyOf(into, 2));
            assertArrayEquals(new float[] {-77, -77, -77}, Arrays.copyOfRange(into, size + 2, size + 5));
            assertArrayEquals(read(train, 0, field), Arrays.copyOfRange(into, 2, size + 2));
        }
    }

    /** Checks what is said of a table that is not there: its name, or nothing by a data set that reads no tables of texts. */
    private static <C extends Record> void missingTexts(Dataset<C> dataset, C config) {
        Path table = Path.of("no-such-texts.csv");
        try {
            assertEquals(Optional.empty(), dataset.texts(config, table), table + " is not there, and has texts");
        } catch (InvalidSetting said) {
            String message = String.valueOf(said.getMessage());
            assertTrue(message.contains(table.toString()), message);
        }
    }

    private static void threads(Data data) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Examples train = data.split(Data.TRAIN);
        Runnable compare = () -> alike(data, train, train);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(i -> Thread.ofPlatform()
                        .uncaughtExceptionHandler((thread, thrown) -> failure.set(thrown))
                        .start(compare))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(null, failure.get());
    }

    private static void ids(Data data) {
        Set<Long> ids = new HashSet<>();
        int examples = 0;
        for (Examples split : data.splits().values()) {
            some(split).forEach(index -> ids.add(split.id(index)));
            examples += (int) some(split).count();
        }
        assertEquals(examples, ids.size(), "ids are unique across splits");
    }
}
