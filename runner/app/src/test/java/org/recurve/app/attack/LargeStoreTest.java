package org.recurve.app.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.recurve.app.command.Shell.recurve;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.app.command.Shell.Answer;

/**
 * A store of 20,000 trials is asked within bounds of time and memory, and a run of thousands needs no more memory at its end. In the long
 * form alone; its short form is the storage module's {@code ManyTrialsTest}.
 */
@Tag("attack")
@EnabledIfSystemProperty(named = "recurve.kills", matches = ".+")
class LargeStoreTest {
    private static final int TRIALS = 20_000;
    private static final int TIMES = 3;
    private static final OperatingSystemMXBean COMPUTER =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    Path folder;

    /** The processor's time of the best of some, of a JVM that has loaded its classes: what starts cost is not measured here. */
    private static void assertWithin(Duration bound, String expected, Object... words) {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < TIMES; i++) {
            long before = COMPUTER.getProcessCpuTime();
            Answer answer = recurve(words);
            Duration took = Duration.ofNanos(COMPUTER.getProcessCpuTime() - before);
            assertEquals(0, answer.code(), answer.err());
            assertTrue(answer.out().contains(expected), answer.out());
            best = best.compareTo(took) < 0 ? best : took;
        }
        System.out.println(words[0] + " of " + TRIALS + " trials: " + best);
        assertTrue(best.compareTo(bound) < 0, words[0] + " took " + best);
    }

    @Test
    void thousandsOfTrialsAreAskedWithinBounds() throws Exception {
        SmallStudy model = SmallStudy.run(folder, folder.resolve("model"));
        Path store = folder.resolve("store");
        LargeStudy.like(model.store(), store).write("large", 0, TRIALS, LargeStudy.Difference.NONE);
        assertEquals(0, recurve("list", "--store", store).code()); // builds the index
        assertWithin(Duration.ofSeconds(1), "20000 finished", "list", "--store", store);
        assertWithin(Duration.ofSeconds(1), "v999", "show", "large", "--store", store);
        assertWithin(Duration.ofSeconds(1), "v7", "list", "--where", "variant = 'v7'", "--store", store);
        assertWithin(Duration.ofSeconds(5), "large.html", "report", "large", "--store", store);
        Program report = Program.start(folder, List.of("-Xmx500m"), "report", "large", "--store", store);
        assertEquals(0, report.code(), report.said());
    }

    /** Of 4,000 trials each would have held 700 bytes three times, and their settings. */
    @Test
    void aRunOfThousandsEndsInASmallHeap() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("many.yaml"), """
                study: many
                data: {adding: {steps: 2, train: 4, validation: 2, test: 2}}
                model: [recurrent: {cell: {elman: 1}}, dense: 1]
                loss: squared-error
                train: {optimizer: {sgd: 0.05}, epochs: 1, batch: 4}
                measure: [test.mean-squared-error]
                seeds: 4000
                """);
        Program run = Program.start(folder, List.of("-Xmx96m"), "run", file, "--store", folder.resolve("store"));
        assertEquals(0, run.code(), run.said());
        assertTrue(Files.readString(run.out()).contains("4000"), run.said());
    }
}
