package org.recurve.app.execution;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.StopSignal;
import org.recurve.app.verify.StoredJobs;
import org.recurve.app.verify.TrialPassage;
import org.recurve.app.verify.TrialVerifier;
import org.recurve.app.verify.VerifyVerdict;
import org.recurve.engine.replay.ReplayDifference;
import org.recurve.storage.Store;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.TrialView;

/**
 * Runs stored trials again for a command, and says what comes of each.
 *
 * @param threads in a trial
 * @param store the folder of the store that the trials are in
 */
public record Verification(CommonOptions common, PluginRegistry registry, int threads, Path store) {
    /**
     * Returns the verdicts; empty if it was interrupted.
     *
     * @param each is told each verdict as it is reached
     * @param damaged takes the trials that turn out not to be whole, which are not compared, with what is wrong
     */
    public Optional<List<VerifyVerdict>> run(
            List<TrialPassage> passages,
            StoreReader reader,
            Consumer<VerifyVerdict> each,
            Map<TrialView, String> damaged) {
        try (StopSignal signal = StopSignal.onSignal()) {
            TrialVerifier verifier = verifier(signal);
            List<VerifyVerdict> verdicts = new ArrayList<>();
            for (TrialPassage passage : passages) {
                VerifyVerdict verdict;
                try {
                    verdict = verifier.verify(passage, reader, threads, signal);
                } catch (StoreException e) { // damage that has left no trace in the index
                    damaged.put(passage.trial(), String.valueOf(e.getMessage()));
                    continue;
                }
                if (signal.getAsBoolean()) {
                    return Optional.empty();
                }
                verdicts.add(verdict);
                each.accept(verdict);
                if (!common.json()) {
                    show(verdict);
                }
            }
            damaged.forEach((trial, why) ->
                    common.note(title(trial) + ": not compared, since what is stored of it is damaged: " + why));
            return Optional.of(verdicts);
        }
    }

    /** Notes in the store that a trial was reproduced. */
    public static void note(VerifyVerdict verdict, Store store) {
        if (verdict.isProof()) {
            store.reproduced(verdict.passage().trial().id());
        }
    }

    /** Returns those that came to an end, which can be compared; the others are named. */
    public List<TrialView> ended(List<TrialView> trials) {
        List<TrialView> ended = new ArrayList<>();
        for (TrialView trial : trials) {
            if (trial.status() == Status.FINISHED || trial.status() == Status.DIVERGED) {
                ended.add(trial);
            } else {
                common.note(title(trial) + ": skipped, since it is " + DisplayRow.word(trial.status()));
            }
        }
        return ended;
    }

    private TrialVerifier verifier(StopSignal signal) {
        Injector injector =
                Guice.createInjector(new RunModule(common.folders().of(store), registry, 1, signal, common::note));
        return new TrialVerifier(StoredJobs.in(injector, registry), injector.getInstance(InstantSource.class));
    }

    public static String title(TrialView trial) {
        return trial.study() + "/" + DisplayRow.of(trial).title();
    }

    private void show(VerifyVerdict verdict) {
        String outcome = verdict.difference()
                .map(difference -> "DIFFERS " + difference)
                .orElse("reproduced, bit for bit (" + verdict.steps() + " steps, " + threads
                        + (threads == 1 ? " thread)" : " threads)"));
        String part = verdict.passage().part();
        common.line(title(verdict.passage().trial()) + (part.isEmpty() ? "" : ", " + part) + ": " + outcome);
        verdict.element().ifPresent(element -> common.line("    element  " + element));
        verdict.changed().forEach(change -> common.line("    changed  " + change));
        verdict.varied().forEach(change -> common.line("    varied   " + change));
        common.out().flush();
    }

    /** For JSON. */
    public static Map<String, Object> plain(VerifyVerdict verdict) {
        Map<String, Object> plain = new TreeMap<>(Map.of(
                "trial", title(verdict.passage().trial()),
                "id", verdict.passage().trial().id(),
                "part", verdict.passage().part(),
                "reproduced", verdict.reproduced(),
                "steps", verdict.steps(),
                "changed", verdict.changed(),
                "varied", verdict.varied()));
        verdict.difference().ifPresent(difference -> plain.put("difference", plain(difference)));
        verdict.element().ifPresent(element -> plain.put("element", plain(element)));
        return plain;
    }

    private static Map<String, String> plain(ReplayDifference difference) {
        return Map.of(
                "where", difference.where(),
                "quantity", difference.quantity(),
                "before", difference.before(),
                "now", difference.now());
    }
}
