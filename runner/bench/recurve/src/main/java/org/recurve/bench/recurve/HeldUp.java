package org.recurve.bench.recurve;

import com.google.inject.Guice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.api.event.Event.StepDone;
import org.recurve.app.data.DataCache;
import org.recurve.app.document.Overrides;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.ExperimentReader;
import org.recurve.app.plugins.PluginFolder;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunContext;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;

/** How long a training is held up by a checkpoint: what a step with one takes more than one without, in the median. */
final class HeldUp {
    private static final int EPOCHS = 40;
    private static final int WARM = 100;
    /** Steps behind a checkpoint at which it may still be being written. */
    private static final int WRITING = 4;

    private static final int BYTES = 12_000_000;

    private HeldUp() {}

    static double byACheckpoint() {
        try (Scratch scratch = Scratch.make()) {
            long[] ends = ends(scratch.folder());
            List<Double> with = new ArrayList<>();
            List<Double> without = new ArrayList<>();
            for (int step = WARM; step < ends.length; step++) {
                if (step % WideNet.STEPS_PER_EPOCH != 0) { // not the first of an epoch, which waits for the evaluation
                    double seconds = (ends[step] - ends[step - 1]) / 1e9;
                    int behind = step % WideNet.STEPS_PER_CHECKPOINT;
                    if (behind == 0) {
                        with.add(seconds);
                    } else if (behind > WRITING) {
                        without.add(seconds);
                    }
                }
            }
            return median(with) - median(without);
        }
    }

    /** Seconds of copying parameters, momentum and the best parameters: the most that it should be. */
    static double byACopy() {
        double fastest = Double.MAX_VALUE;
        for (int turn = 0; turn < 20; turn++) {
            byte[] state = new byte[BYTES];
            long begin = System.nanoTime();
            byte[] copy = state.clone();
            fastest = Math.min(fastest, (System.nanoTime() - begin) / 1e9 + copy[turn]);
        }
        return fastest;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** When each step ended. */
    private static long[] ends(Path folder) {
        PluginRegistry registry = new PluginFolder(folder.resolve("plugins"), folder.resolve("copies")).registry();
        Experiment experiment = ExperimentReader.read(
                "wide.yaml", WideNet.text(EPOCHS), registry, new Overrides(false, List.of(), List.of()));
        RunFolders folders = new RunFolders(folder, folder.resolve("plugins"), DataCache.folder(), folder, folder);
        RunModule module = new RunModule(folders, registry, 1, () -> false, System.err::println);
        long[] ends = new long[EPOCHS * WideNet.STEPS_PER_EPOCH];
        try (RunContext context = Guice.createInjector(module).getInstance(RunContext.class)) {
            context.bus().record("the clock", event -> {
                if (event instanceof StepDone step) {
                    ends[(int) step.step() - 1] = System.nanoTime();
                }
            });
            context.runner().run(experiment.plan(1));
        }
        if (Arrays.stream(ends).anyMatch(end -> end == 0)) {
            throw new IllegalStateException("not every step was taken");
        }
        return ends;
    }
}
