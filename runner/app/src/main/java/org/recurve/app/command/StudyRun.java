package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.Progress;
import org.recurve.app.display.ProgressBars;
import org.recurve.app.display.ProgressLines;
import org.recurve.app.display.Row;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Folders;
import org.recurve.app.run.Growing;
import org.recurve.app.run.Planner;
import org.recurve.app.run.Planner.Plan;
import org.recurve.app.run.Room;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.Running;
import org.recurve.app.run.Stop;
import org.recurve.app.run.Stored;
import org.recurve.app.run.Tuning;
import org.recurve.app.run.Tuning.Tuned;
import org.recurve.app.run.TuningFailed;
import org.recurve.app.spec.Experiment;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.study.Bounds;
import org.recurve.engine.study.Growth;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.trial.Job;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import org.recurve.storage.journal.TrialTrust;
import picocli.CommandLine.ExitCode;

/** Trains what a study has not trained yet, and shows the result. */
final class StudyRun {
    private static final int INTERRUPTED = 130;

    private final Common common;
    private final JobOptions options;
    private final BoundOptions bounding;
    private final Registry registry;
    private final Folders folders;

    /** @param folder where the experiment file lies */
    StudyRun(Common common, JobOptions options, BoundOptions bounding, Registry registry, Path folder) {
        this.common = common;
        this.folders = common.folders().with(folder);
        this.options = options;
        this.bounding = bounding;
        this.registry = registry;
    }

    /** The exit code: 0 if every trial but those of a search finished, and every expectation held. */
    int run(Experiment experiment) {
        Bounds bounds = bounding.bounds(experiment);
        try {
            return stored(experiment).orElseGet(() -> train(experiment, bounds));
        } catch (TuningFailed nothingToRun) {
            common.err().println(nothingToRun.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private static String interruption(Experiment experiment) {
        return "interrupted; what is done is kept, and the same command goes on with the rest (as does recurve resume "
                + experiment.study() + ")";
    }

    /** The answer of an earlier run, if there is one: Guice, data and models are not touched for it. */
    private Optional<Integer> stored(Experiment experiment) {
        if (experiment.tune().isPresent() || !Store.exists(folders.store())) {
            return Optional.empty(); // which trials the study has is known only once it is tuned
        }
        Stored stored = new Stored(folders, registry);
        Optional<List<String>> identities = stored.identities(experiment);
        if (identities.isEmpty()) {
            return Optional.empty();
        }
        try (Store store = Store.open(folders.store())) {
            Reader reader = store.reader();
            return stored.answer(experiment, identities.get(), reader, bounding.trust())
                    .map(study -> {
                        List<Row> rows = study.trials().stream()
                                .filter(trial -> identities.get().contains(trial.id()))
                                .map(Row::of)
                                .toList();
                        List<String> damages = reader.damages(study);
                        show(
                                experiment,
                                rows,
                                study.expectations(),
                                damages,
                                () -> Reports.keep(folders, reader, study));
                        return Math.max(Damage.tell(damages, common), code(rows, study.expectations()));
                    });
        }
    }

    private int train(Experiment read, Bounds bounds) {
        int each = options.threads();
        int sideBySide = options.jobs();
        BooleanSupplier late = bounding.maxTime().map(StudyRun::after).orElse(() -> false);
        try (Stop stop = Stop.onSignal()) {
            BooleanSupplier halt = () -> stop.getAsBoolean() || late.getAsBoolean();
            Injector injector = Guice.createInjector(new RunModule(
                    folders, registry, sideBySide, halt, common::note, bounding.retryFailed(), bounding.trust()));
            injector.getInstance(DataOf.class).fetch(read);
            List<Plan> plans = injector.getInstance(Planner.class).plan(read);
            if (read.gradcheck() && !gradientsAgree(plans, read)) {
                return ExitCode.SOFTWARE;
            }
            int fitting = fitting(plans, sideBySide);
            try (Running running = injector.getInstance(Running.class).sideBySide(fitting)) {
                Optional<Tuned> tuned = tuned(read, each, running);
                if (tuned.isEmpty()) {
                    boolean told = stop.getAsBoolean();
                    common.err().println(told ? interruption(read) : untuned(bounds));
                    return told ? INTERRUPTED : ExitCode.OK;
                }
                Experiment experiment = tuned.get().study();
                StudySpec study = experiment.plan(each).and(tuned.get().trials());
                Growing growing = new Growing(experiment, each, tuned.get().trials());
                if (read.tune().isPresent()) {
                    injector.getInstance(Planner.class).plan(experiment);
                }
                StudyResult result = run(study, growing.most(), bounds, growing, running);
                List<Row> rows = rows(result, running.store().reader());
                if (stop.getAsBoolean()) {
                    show(experiment, rows, result.expectations(), List.of());
                    common.err().println(interruption(read));
                    return INTERRUPTED;
                }
                Reader reader = running.store().reader();
                StudyView stored = reader.study(experiment.study()).orElseThrow();
                List<String> damages = reader.damages(stored);
                show(experiment, rows, result.expectations(), damages, () -> Reports.write(folders, reader, stored));
                Damage.tell(damages, common);
                List<Row> own = own(rows, result);
                hints(own, study.trials().size() - study.searched(), bounds);
                return code(own, result.expectations());
            }
        }
    }

    /** The store knows which of the trials were imported; what this run trained is not. */
    private static List<Row> rows(StudyResult result, Reader reader) {
        Map<String, TrialTrust> trust = new HashMap<>();
        reader.study(result.study())
                .ifPresent(study -> study.trials().forEach(trial -> trust.put(trial.id(), trial.trust())));
        return result.trials().stream()
                .map(outcome ->
                        Row.of(outcome, trust.getOrDefault(outcome.plan().trial(), TrialTrust.OWN)))
                .toList();
    }

    private boolean gradientsAgree(List<Plan> plans, Experiment experiment) {
        List<Gradients> wrong = plans.stream()
                .map(plan -> Gradients.of(plan, experiment))
                .filter(gradients -> !gradients.hold())
                .toList();
        wrong.forEach(gradients -> common.err().println(gradients.text()));
        if (!wrong.isEmpty()) {
            common.err()
                    .println("nothing was trained, for the file asks for gradcheck; mend what is wrong, or leave it"
                            + " away");
        }
        return wrong.isEmpty();
    }

    private static BooleanSupplier after(Duration time) {
        long begin = System.nanoTime();
        return () -> System.nanoTime() - begin >= time.toNanos();
    }

    private static String untuned(Bounds bounds) {
        return "bounded by " + bounds.text()
                + ": not every variant is tuned yet; what is done is kept, and the same command goes on with the rest";
    }

    /** What is missing, and how to get it. */
    private void hints(List<Row> rows, int planned, Bounds bounds) {
        long finished = rows.stream().filter(Row::isFinished).count();
        if (!bounds.text().isEmpty() && finished < planned) {
            common.err()
                    .println("bounded by " + bounds.text() + ": " + finished + " of " + planned
                            + " trials are finished; without bounds, the same command goes on with the rest");
        }
        long failed = rows.stream().filter(row -> row.status() == Status.FAILED).count();
        if (failed > 0) {
            common.err()
                    .println(Counted.of((int) failed, "trial") + " failed and will not be run again; once the reason is"
                            + " mended, --retry-failed does");
        }
    }

    /** As many trials side by side as there is memory for. */
    private int fitting(List<Plan> plans, int sideBySide) {
        Room room = Room.here(plans, sideBySide);
        int fitting = Math.min(sideBySide, room.jobs(plans));
        room.objection(plans, sideBySide).ifPresent(common::note);
        return fitting;
    }

    /** The study with its nuisance settings found, if it has any to find. */
    private Optional<Tuned> tuned(Experiment experiment, int threads, Running running) {
        if (experiment.tune().isEmpty()) {
            return Optional.of(new Tuned(experiment, List.of()));
        }
        return new Tuning(experiment.tune().get(), running.runner(), threads, common::note).run(experiment);
    }

    private StudyResult run(StudySpec study, StudySpec most, Bounds bounds, Growth growth, Running running) {
        List<Job> pending = running.runner().jobs(most).stream()
                .filter(job -> running.runner().finished().apply(job.identity()).isEmpty())
                .toList();
        if (pending.isEmpty()) {
            return running.runner().run(study, bounds, growth);
        }
        try (Progress progress = progress(pending)) {
            running.bus().listen("progress", progress);
            return running.runner().run(study, bounds, growth);
        }
    }

    private Progress progress(List<Job> pending) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal
                ? new ProgressBars(
                        pending.size(),
                        pending.stream().mapToLong(Job::examples).sum())
                : new ProgressLines(common.err(), pending.size());
    }

    /** Shows results and no report. */
    private void show(Experiment experiment, List<Row> rows, Map<String, Boolean> expectations, List<String> damages) {
        if (common.json()) {
            common.print(plain(experiment, rows, expectations, damages));
        } else {
            Results.print(common.out(), experiment.study(), experiment.question(), rows, expectations);
        }
    }

    /** Shows results whether or not the report can be written, which is thrown after them. */
    private void show(
            Experiment experiment,
            List<Row> rows,
            Map<String, Boolean> expectations,
            List<String> damages,
            Supplier<Path> report) {
        if (!common.json()) {
            show(experiment, rows, expectations, damages);
            common.line("report: " + report.get());
            return;
        }
        Path written;
        try {
            written = report.get();
        } catch (RuntimeException e) {
            show(experiment, rows, expectations, damages);
            throw e;
        }
        Map<String, Object> plain = plain(experiment, rows, expectations, damages);
        plain.put("report", written.toString());
        common.print(plain);
    }

    private static Map<String, Object> plain(
            Experiment experiment, List<Row> rows, Map<String, Boolean> expectations, List<String> damages) {
        return new TreeMap<>(Map.of(
                "study",
                experiment.study(),
                "trials",
                rows.stream().map(Row::plain).toList(),
                "expectations",
                expectations,
                Damage.KEY,
                damages));
    }

    /** A trial of a search that failed was a bad setting, which is what searches are to find. */
    private static List<Row> own(List<Row> rows, StudyResult result) {
        return rows.stream()
                .filter(row -> !result.searched().contains(row.id()))
                .toList();
    }

    private static int code(List<Row> rows, Map<String, Boolean> expectations) {
        boolean good = rows.stream().allMatch(row -> row.isFinished() || row.status() == Status.INTERRUPTED)
                && expectations.values().stream().allMatch(held -> held);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
