package org.recurve.app.execution;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.recurve.api.event.Event.Status;
import org.recurve.app.display.CountText;
import org.recurve.app.display.DisplayRow;
import org.recurve.app.display.ProgressBars;
import org.recurve.app.display.ProgressDisplay;
import org.recurve.app.display.ProgressLines;
import org.recurve.app.experiment.Experiment;
import org.recurve.app.experiment.PlacedListener;
import org.recurve.app.listen.StudyListeners;
import org.recurve.app.option.BoundOptions;
import org.recurve.app.option.CommonOptions;
import org.recurve.app.option.ExecutorOptions;
import org.recurve.app.option.JobOptions;
import org.recurve.app.option.WatchOption;
import org.recurve.app.plugins.PluginRegistry;
import org.recurve.app.problem.ExitCodes;
import org.recurve.app.report.ReportAdditions;
import org.recurve.app.reuse.IdentifiedTrial;
import org.recurve.app.reuse.PluginJars;
import org.recurve.app.reuse.ReuseSearch;
import org.recurve.app.reuse.ReuseSearch.ReuseRules;
import org.recurve.app.reuse.ReuseText;
import org.recurve.app.reuse.StudyReuse;
import org.recurve.app.run.MemoryBudget;
import org.recurve.app.run.RequiredData;
import org.recurve.app.run.RunContext;
import org.recurve.app.run.RunFolders;
import org.recurve.app.run.RunModule;
import org.recurve.app.run.SequentialSeeds;
import org.recurve.app.run.StopSignal;
import org.recurve.app.run.TuningFailed;
import org.recurve.app.run.VariantPlanner;
import org.recurve.app.run.VariantPlanner.VariantPlan;
import org.recurve.app.run.VariantTuning;
import org.recurve.app.run.VariantTuning.TunedStudy;
import org.recurve.app.text.GradientReport;
import org.recurve.app.watch.RunWatch;
import org.recurve.engine.spec.StudySpec;
import org.recurve.engine.study.RunBounds;
import org.recurve.engine.study.SeedGrowth;
import org.recurve.engine.study.StudyResult;
import org.recurve.engine.study.StudyStopped;
import org.recurve.engine.training.TrialJob;
import org.recurve.storage.Store;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import picocli.CommandLine.ExitCode;

/** Trains what a study has not trained yet, and shows the result. */
public final class StudyExecution {
    private final CommonOptions commonOptions;
    private final JobOptions options;
    private final TrialPlace place;
    private final List<PlacedListener> more;
    private final BoundOptions bounding;
    private final WatchOption watching;
    private final PluginRegistry registry;
    private final RunFolders folders;
    private final ResultOutput output;
    private final ReportAdditions additions;

    /**
     * Prepares a run.
     *
     * @param more listeners that the file does not name
     * @param folder where the experiment file lies
     * @param additions to the report
     */
    public StudyExecution(
            CommonOptions commonOptions,
            JobOptions options,
            ExecutorOptions executors,
            List<PlacedListener> more,
            BoundOptions bounding,
            WatchOption watching,
            PluginRegistry registry,
            Path folder,
            ReportAdditions additions) {
        this.commonOptions = commonOptions;
        this.folders = commonOptions.folders().with(folder);
        this.options = options;
        this.place = new TrialPlace(executors, folders, registry, commonOptions::note);
        this.more = more;
        this.bounding = bounding;
        this.watching = watching;
        this.registry = registry;
        this.output = new ResultOutput(commonOptions);
        this.additions = additions;
    }

    /**
     * Returns the exit code: 0 if every trial but those of a search finished, and every expectation held; {@link ExitCodes#UNFINISHED} if the run
     * was ended before all was done, so that a scheduler can begin it again.
     */
    public int run(Experiment experiment) {
        RunBounds bounds = bounding.bounds(experiment);
        place.check();
        try {
            return stored().answer(experiment).orElseGet(() -> train(experiment, bounds));
        } catch (TuningFailed nothingToRun) {
            commonOptions.err().println(nothingToRun.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    /**
     * Goes on with a study as it was stored; what is finished is not begun anew, even if its code or its data changed since.
     *
     * @param retrain whether it is nevertheless
     */
    public int resume(Experiment experiment, boolean retrain) {
        Optional<Integer> finished = retrain ? Optional.empty() : stored().finished(experiment);
        return finished.orElseGet(() -> run(experiment));
    }

    private StoredStudy stored() {
        return new StoredStudy(commonOptions, bounding, registry, folders, additions, this::listened);
    }

    private static String interruption(Experiment experiment) {
        return "interrupted; finished work is kept, and the same command continues with the rest (as does recurve"
                + " resume "
                + experiment.study() + ")";
    }

    private StudyListeners.Study listened(Experiment experiment, Store store) {
        return new StudyListeners.Study(experiment, more, folders, registry, store::reader);
    }

    private int train(Experiment read, RunBounds bounds) {
        int each = options.threads();
        int sideBySide = place.jobs(options);
        BooleanSupplier late = bounding.maxTime().map(StudyExecution::after).orElse(() -> false);
        try (StopSignal signal = StopSignal.onSignal()) {
            BooleanSupplier halt = () -> signal.getAsBoolean() || late.getAsBoolean();
            Injector injector = Guice.createInjector(new RunModule(
                    folders,
                    registry,
                    sideBySide,
                    halt,
                    commonOptions::note,
                    bounding.retryFailed(),
                    bounding.trust(),
                    place));
            injector.getInstance(RequiredData.class).fetch(read);
            List<VariantPlan> plans = injector.getInstance(VariantPlanner.class).plan(read);
            if (read.gradcheck() && !gradientsAgree(plans, read)) {
                return ExitCode.SOFTWARE;
            }
            int fitting = place.isAway() ? sideBySide : fitting(plans, sideBySide);
            try (RunContext context = injector.getInstance(RunContext.class).sideBySide(fitting);
                    RunWatch _ = watched(read, context.store())) {
                StudyListeners listeners = listened(read, context.store()).open(context);
                Optional<TunedStudy> tuned = tuned(read, each, context);
                if (tuned.isEmpty()) {
                    boolean told = signal.getAsBoolean();
                    commonOptions.err().println(told ? interruption(read) : untuned(bounds));
                    return told ? interrupted(signal) : ExitCodes.UNFINISHED;
                }
                Experiment experiment = tuned.get().study();
                StudySpec study = experiment.plan(each).and(tuned.get().trials());
                SequentialSeeds seeds =
                        new SequentialSeeds(experiment, each, tuned.get().trials());
                if (read.tune().isPresent()) {
                    injector.getInstance(VariantPlanner.class).plan(experiment);
                }
                StudySpec most = experiment.precision().isPresent() ? seeds.most() : study;
                List<TrialJob> pending = context.runner().pending(most);
                List<String> notes = new ArrayList<>(retrained(experiment, pending, context, halt));
                StudyResult result = run(study, pending, bounds, seeds, context);
                List<String> missed = listeners.finish(result);
                missed.forEach(commonOptions::warn);
                notes.addAll(missed);
                signal.allStored();
                if (signal.getAsBoolean()) {
                    // Before the table: that of very many trials may take longer than the process is given.
                    commonOptions.err().println(interruption(read));
                }
                StoreReader reader = context.store().reader();
                RunEnding ending = RunEnding.of(experiment.study(), result, reader);
                if (signal.getAsBoolean()) {
                    output.show(experiment, ending.answer(), ending.rows(), result.expectations(), List.of(), notes);
                    return interrupted(signal);
                }
                ending.missing(experiment.study()).ifPresent(note -> {
                    commonOptions.note(note);
                    notes.add(note);
                });
                show(experiment, ending, result, reader, notes);
                DamageReport.tell(ending.damages(), commonOptions);
                List<DisplayRow> own = own(ending.rows(), result);
                int planned = study.trials().size() - study.searched();
                hints(own, planned, bounds);
                boolean cut = late.getAsBoolean() && ended(own) < planned;
                return cut ? ExitCodes.UNFINISHED : ResultOutput.code(own, result.expectations());
            } catch (StudyStopped beforeItBegan) {
                boolean told = signal.getAsBoolean();
                commonOptions.err().println(told ? interruption(read) : unplanned(bounds));
                return told ? interrupted(signal) : ExitCodes.UNFINISHED;
            }
        }
    }

    private static int interrupted(StopSignal signal) {
        return signal.isTerminated() ? ExitCodes.UNFINISHED : ExitCodes.INTERRUPTED;
    }

    private static long ended(List<DisplayRow> rows) {
        return rows.stream().filter(row -> row.status() != Status.INTERRUPTED).count();
    }

    private RunWatch watched(Experiment experiment, Store store) {
        return watching.watch()
                ? RunWatch.start(
                        store,
                        folders.store(),
                        experiment.study(),
                        additions.served(commonOptions::warn),
                        commonOptions::note)
                : RunWatch.none();
    }

    private void show(
            Experiment experiment, RunEnding ending, StudyResult result, StoreReader reader, List<String> notes) {
        if (ending.stored().isEmpty()) {
            output.show(experiment, ending.answer(), ending.rows(), result.expectations(), ending.damages(), notes);
            return;
        }
        StudyView stored = ending.stored().get();
        output.show(
                experiment,
                ending.answer(),
                ending.rows(),
                result.expectations(),
                ending.damages(),
                notes,
                () -> ReportFiles.write(folders.reports(), reader, stored, additions, commonOptions::warn));
    }

    private boolean gradientsAgree(List<VariantPlan> plans, Experiment experiment) {
        List<GradientReport> wrong = plans.stream()
                .map(plan -> GradientReport.of(plan, experiment))
                .filter(gradientReport -> !gradientReport.hold())
                .toList();
        wrong.forEach(gradientReport -> commonOptions.err().println(gradientReport.text()));
        if (!wrong.isEmpty()) {
            commonOptions
                    .err()
                    .println("nothing was trained because the file sets gradcheck; fix it or remove gradcheck");
        }
        return wrong.isEmpty();
    }

    private static BooleanSupplier after(Duration time) {
        long begin = System.nanoTime();
        return () -> System.nanoTime() - begin >= time.toNanos();
    }

    private static String untuned(RunBounds bounds) {
        return "bounded by " + bounds.text()
                + ": not every variant is tuned yet; finished work is kept, and the same command continues with the"
                + " rest";
    }

    private static String unplanned(RunBounds bounds) {
        return "bounded by " + bounds.text() + ": that was over before all trials were planned, and none was begun";
    }

    /** Says what is missing, and how to get it. */
    private void hints(List<DisplayRow> rows, int planned, RunBounds bounds) {
        long finished = rows.stream().filter(DisplayRow::isFinished).count();
        if (!bounds.text().isEmpty() && finished < planned) {
            commonOptions
                    .err()
                    .println("bounded by " + bounds.text() + ": " + finished + " of " + CountText.of(planned, "trial")
                            + " finished; without bounds, the same command continues with the rest");
        }
        long failed = rows.stream().filter(row -> row.status() == Status.FAILED).count();
        if (failed > 0) {
            commonOptions
                    .err()
                    .println(CountText.of((int) failed, "trial")
                            + " failed and will not be run again; once the reason is" + " mended, --retry-failed does");
        }
    }

    /** As many trials side by side as there is memory for. */
    private int fitting(List<VariantPlan> plans, int sideBySide) {
        MemoryBudget budget = MemoryBudget.here(plans, sideBySide);
        int fitting = Math.min(sideBySide, budget.jobs(plans));
        budget.objection(plans, sideBySide).ifPresent(commonOptions::note);
        return fitting;
    }

    /** Returns the study with its nuisance settings found, if it has any to find. */
    private Optional<TunedStudy> tuned(Experiment experiment, int threads, RunContext context) {
        if (experiment.tune().isEmpty()) {
            return Optional.of(new TunedStudy(experiment, List.of()));
        }
        return new VariantTuning(experiment.tune().get(), context.runner(), threads, commonOptions::note)
                .run(experiment);
    }

    /** Says which trials of an earlier run are trained again, and why; before this run is recorded as the latest. */
    private List<String> retrained(
            Experiment experiment, List<TrialJob> pending, RunContext context, BooleanSupplier stop) {
        ReuseSearch search = new ReuseSearch(
                context.store().reader(),
                experiment.study(),
                experiment.text(),
                new PluginJars(registry, folders.keptJars()),
                new ReuseRules(bounding.retryFailed(), bounding.trust()),
                stop);
        if (search.isEmpty()) {
            return List.of();
        }
        StudyReuse reuse = new StudyReuse(pending.stream()
                .map(job ->
                        search.fate(new IdentifiedTrial(job.plan(), job.spec().configuration(), job.provenance())))
                .toList());
        List<String> notes = Stream.concat(ReuseText.retrained(reuse).stream(), ReuseText.spared(reuse).stream())
                .toList();
        notes.forEach(commonOptions::note);
        return notes;
    }

    private StudyResult run(
            StudySpec study, List<TrialJob> pending, RunBounds bounds, SeedGrowth growth, RunContext context) {
        if (pending.isEmpty()) {
            return context.runner().run(study, bounds, growth);
        }
        try (ProgressDisplay progressDisplay = progress(pending)) {
            context.bus().listen("progress", progressDisplay);
            return context.runner().run(study, bounds, growth);
        }
    }

    private ProgressDisplay progress(List<TrialJob> pending) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal
                ? new ProgressBars(
                        pending.size(),
                        pending.stream().mapToLong(TrialJob::examples).sum())
                : new ProgressLines(commonOptions.err(), pending.size());
    }

    /** Returns a trial of a search that failed was a bad setting, which is what searches are to find. */
    private static List<DisplayRow> own(List<DisplayRow> rows, StudyResult result) {
        return result.searched().isEmpty()
                ? rows // which may be very many, and are made when they are asked for
                : rows.stream()
                        .filter(row -> !result.searched().contains(row.id()))
                        .toList();
    }
}
