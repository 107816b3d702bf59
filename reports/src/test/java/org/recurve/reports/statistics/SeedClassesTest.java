package org.recurve.reports.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.recurve.api.artifact.Artifact;
import org.recurve.reports.statistics.ClassTable.ClassRow;
import org.recurve.reports.statistics.SeedClasses.SeedRow;

class SeedClassesTest {
    /** Student's t of two degrees of freedom at 0.975, from printed tables. */
    private static final double T2 = 4.302653;

    private static ClassTable seed(double recall) {
        return new ClassTable(List.of(new ClassRow("cat", 10, Double.NaN, recall, 0.5)));
    }

    @Test
    void sharesAreMeansOverSeedsWithTheirIntervals() {
        SeedRow cat = SeedClasses.of(List.of(seed(0.8), seed(0.9), seed(1.0)), 0)
                .rows()
                .getFirst();
        assertEquals("cat", cat.name());
        assertEquals(30, cat.support());
        assertEquals(0.9, cat.recall().mean(), 1e-12);
        assertEquals(T2 * 0.1 / Math.sqrt(3), cat.recall().half().orElseThrow(), 1e-6);
        assertEquals(0, cat.f1().half().orElseThrow());
        assertTrue(
                Double.isNaN(cat.precision().mean()) && cat.precision().half().isEmpty());
    }

    @Test
    void trainingsOnFoldsShareExamples() {
        SeedRow cat = SeedClasses.of(List.of(seed(0.8), seed(0.9), seed(1.0)), 3)
                .rows()
                .getFirst();
        assertEquals(
                T2 * 0.1 * Math.sqrt(1 / 3.0 + 1 / 2.0), cat.recall().half().orElseThrow(), 1e-6);
    }

    @Test
    void oneSeedHasNoInterval() {
        SeedClasses one = SeedClasses.of(List.of(seed(0.75)), 0);
        assertEquals(2, one.rows().size(), "the class, and the mean of all");
        assertEquals("mean", one.rows().getLast().name());
        assertEquals(0.75, one.rows().getLast().recall().mean());
        assertTrue(one.rows().getFirst().recall().half().isEmpty());
    }

    @Test
    void labelsAreReadFromWhatWasCounted() {
        Artifact.Matrix counts = new Artifact.Matrix(
                "", List.of("wet", "cold"), List.of("found", "answered", "holding"), new double[][] {
                    {3, 4, 6}, {0, 0, 2}
                });
        ClassTable table = ClassTable.ofLabels(counts).orElseThrow();
        assertEquals(new ClassRow("wet", 6, 0.75, 0.5, 0.6), table.rows().getFirst());
        assertEquals(new ClassRow("cold", 2, Double.NaN, 0, 0), table.rows().getLast());
        assertEquals(
                Optional.empty(),
                ClassTable.ofLabels(new Artifact.Matrix("", List.of("wet"), List.of(), new double[][] {{5, 4, 6}})),
                "more found than answered");
        assertEquals(
                Optional.empty(), ClassTable.ofLabels(new Artifact.Matrix("", List.of(), List.of(), new double[][] {
                    {1, 2}
                })));
    }
}
