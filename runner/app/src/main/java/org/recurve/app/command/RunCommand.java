package org.recurve.app.command;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.recurve.api.data.Data;
import org.recurve.app.display.Progress;
import org.recurve.app.display.ProgressBars;
import org.recurve.app.display.ProgressLines;
import org.recurve.app.display.Row;
import org.recurve.app.plugins.Registry;
import org.recurve.app.run.DataOf;
import org.recurve.app.run.Planner;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.Running;
import org.recurve.app.run.Stop;
import org.recurve.app.run.Stored;
import org.recurve.app.run.Tuning;
import org.recurve.app.run.Tuning.Tuned;
import org.recurve.app.spec.Experiment;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.trial.Job;
import org.recurve.storage.Reader;
import org.recurve.storage.Store;
import org.recurve.storage.StudyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recurve run FILE}: trains what is not trained yet, and shows the result. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run an experiment file, or go on with it; what is finished is not run again.")
final class RunCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final String INTERRUPTION =
            "interrupted; what is done is kept, and the same command goes on with the rest";

    @Mixin
    private final Common common = new Common();

    @Mixin
    private final FileOptions file = new FileOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "Trials side by side (default: one for each processor).")
    private Optional<Integer> jobs = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads in a trial (default: 1).")
    private int threads;

    @Override
    public Integer call() {
        Registry registry = common.registry();
        Experiment experiment = file.experiment(registry, common);
        Optional<Integer> stored = stored(experiment, registry);
        return stored.isPresent() ? stored.get() : train(experiment, registry);
    }

    /** The answer of an earlier run, if there is one: Guice, data and models are not touched for it. */
    private Optional<Integer> stored(Experiment experiment, Registry registry) {
        if (experiment.tune().isPresent()) {
            return Optional.empty(); // which trials the study has is known only once it is tuned
        }
        Stored stored = new Stored(common.folders(), registry);
        Optional<List<String>> identities = stored.identities(experiment);
        if (identities.isEmpty() || !Store.exists(common.folders().store())) {
            return Optional.empty();
        }
        try (Store store = Store.open(common.folders().store())) {
            Reader reader = store.reader();
            return stored.answer(experiment, identities.get(), reader).map(study -> {
                List<Row> rows = study.trials().stream()
                        .filter(trial -> identities.get().contains(trial.id()))
                        .map(Row::of)
                        .toList();
                show(
                        experiment,
                        rows,
                        study.expectations(),
                        Optional.of(Reports.keep(common.folders(), reader, study)));
                return code(rows, study.expectations());
            });
        }
    }

    private int train(Experiment read, Registry registry) {
        int each = Numbers.positive("--threads", threads);
        int processors = Runtime.getRuntime().availableProcessors();
        int sideBySide = Numbers.positive("--jobs", jobs.orElse(Math.max(1, processors / each)));
        try (Stop stop = Stop.onSignal()) {
            Injector injector = Guice.createInjector(
                    new RunModule(common.folders(), registry, sideBySide, stop, common.err()::println));
            injector.getInstance(DataOf.class).fetch(read);
            try (Running running = injector.getInstance(Running.class)) {
                Optional<Tuned> tuned = tuned(read, each, injector, running);
                if (tuned.isEmpty()) {
                    common.err().println(INTERRUPTION);
                    return INTERRUPTED;
                }
                Experiment experiment = tuned.get().study();
                StudySpec study = experiment.plan(each).and(tuned.get().trials());
                StudyResult result = run(study, experiment, injector, running);
                List<Row> rows = result.trials().stream().map(Row::of).toList();
                if (stop.getAsBoolean()) {
                    show(experiment, rows, result.expectations(), Optional.empty());
                    common.err().println(INTERRUPTION);
                    return INTERRUPTED;
                }
                show(
                        experiment,
                        rows,
                        result.expectations(),
                        Optional.of(report(experiment, running.store().reader())));
                return code(rows, result.expectations());
            }
        }
    }

    /** The study with its nuisance settings found, if it has any to find. */
    private Optional<Tuned> tuned(Experiment experiment, int threads, Injector injector, Running running) {
        if (experiment.tune().isEmpty()) {
            return Optional.of(new Tuned(experiment, List.of()));
        }
        injector.getInstance(Planner.class).plan(experiment);
        return new Tuning(experiment.tune().get(), running.runner(), threads, common.err()::println).run(experiment);
    }

    private StudyResult run(StudySpec study, Experiment experiment, Injector injector, Running running) {
        List<Job> pending = running.runner().jobs(study).stream()
                .filter(job -> running.runner().finished().apply(job.identity()).isEmpty())
                .toList();
        injector.getInstance(Planner.class).plan(experiment);
        if (pending.isEmpty()) {
            return running.runner().run(study);
        }
        try (Progress progress = progress(pending)) {
            running.bus().listen("progress", progress);
            return running.runner().run(study);
        }
    }

    private Progress progress(List<Job> pending) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal
                ? new ProgressBars(
                        pending.size(),
                        pending.stream().mapToLong(RunCommand::examples).sum())
                : new ProgressLines(common.err(), pending.size());
    }

    private static long examples(Job job) {
        return (long) job.data().split(Data.TRAIN).size()
                * job.spec().training().epochs();
    }

    private Path report(Experiment experiment, Reader reader) {
        StudyView study = reader.study(experiment.study()).orElseThrow();
        return Reports.write(common.folders(), reader, study);
    }

    private void show(Experiment experiment, List<Row> rows, Map<String, Boolean> expectations, Optional<Path> report) {
        if (common.json()) {
            Map<String, Object> plain = new TreeMap<>(Map.of(
                    "study", experiment.study(),
                    "trials", rows.stream().map(Row::plain).toList(),
                    "expectations", expectations));
            report.ifPresent(path -> plain.put("report", path.toString()));
            common.print(plain);
        } else {
            Results.print(common.out(), experiment.study(), experiment.question(), rows, expectations);
            report.ifPresent(path -> common.out().println("report: " + path));
        }
    }

    private static int code(List<Row> rows, Map<String, Boolean> expectations) {
        boolean good = rows.stream().allMatch(Row::isFinished)
                && expectations.values().stream().allMatch(held -> held);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
