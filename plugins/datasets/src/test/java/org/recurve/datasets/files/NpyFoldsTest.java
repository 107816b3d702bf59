package org.recurve.datasets.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.api.data.Data;
import org.recurve.api.data.Field;
import org.recurve.datasets.division.Fold;

class NpyFoldsTest {
    @TempDir
    Path folder;

    /** What one reading gives for all folds is what each gives alone, though the files are gone by then. */
    @Test
    void oneReadingServesAllFolds() throws IOException {
        NpyBytes.write(folder.resolve("x.npy"), "(6, 1)", 0, 1, 2, 3, 4, 5);
        NpyBytes.write(folder.resolve("y.npy"), "(6,)", 0, 1, 0, 1, 0, 1);
        List<Data> alone = IntStream.of(1, 2, 3)
                .mapToObj(fold -> new NpyDataset().open(fold(fold), OwnDataTest.below(folder)))
                .toList();
        Map<NpyDataset.Config, Supplier<Data>> openings = new NpyDataset().openings(fold(2), OwnDataTest.below(folder));
        Files.delete(folder.resolve("x.npy"));
        Files.delete(folder.resolve("y.npy"));
        assertEquals(Set.of(fold(1), fold(2), fold(3)), openings.keySet());
        for (int fold = 1; fold <= 3; fold++) {
            Data shared = openings.get(fold(fold)).get();
            assertEquals(alone.get(fold - 1).digest(), shared.digest());
            assertArrayEquals(
                    OwnDataTest.read(alone.get(fold - 1), Data.TEST, 0, Field.INPUT),
                    OwnDataTest.read(shared, Data.TEST, 0, Field.INPUT));
        }
    }

    private static NpyDataset.Config fold(int number) {
        return new NpyDataset.Config(
                "x.npy",
                "y.npy",
                TargetKind.CLASSES,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Fold(number, 3)),
                Optional.empty(),
                Optional.empty());
    }
}
