package org.recurve.storage.query;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.recurve.api.event.Event;
import org.recurve.api.event.StudyQuestions;
import org.recurve.storage.index.PlanColumn;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEntry;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.view.EarlierRun;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StudyOutline;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialResult;
import org.recurve.storage.view.TrialView;

/** Reads studies from the index: the latest run of each, and trials that came without any run of their study. */
final class StudyRows {
    /** Says whether the run {@code r} is the latest of its study, by this store's order and by no clock. */
    static final String IS_LATEST = "not exists (select 1 from run o where o.study = r.study"
            + " and (o.own, o.sequence, o.started, o.folder) > (r.own, r.sequence, r.started, r.folder))";

    static final String LATEST_FIRST = "r.own desc, r.sequence desc, r.started desc, r.folder desc";

    /** A trial that another study's run planned, too, is that study's: its first one need not be here. */
    private static final String RUNLESS = "select distinct study from trial where study not in (select study from run)"
            + " and trial not in (select trial from plan)";

    private static final String RUN = "select r.journal, r.own, r.trials, r.event, r.ended, r.study from run r";

    private static final String LATEST = RUN + " where " + IS_LATEST;

    private static final String ENDED = RUN
            + " where r.study = ? and r.journal <> ? and r.ended is not null order by r.own, r.sequence, r.started, r.folder";

    private final StoreIndex index;
    private final TrialRows trials;
    private final ResultRows results;
    private final RecordCodec codec = new RecordCodec();

    StudyRows(StoreIndex index, TrialRows trials, ResultRows results) {
        this.index = index;
        this.trials = trials;
        this.results = results;
    }

    /** The latest run of a study, whose name may be another than that run had. */
    private record LatestRun(
            int journal, boolean own, Event.StudyStarted started, Optional<Event.StudyEnded> ended, String study) {}

    List<StudySummary> all() {
        ResultRows.BegunTrials begun = results.all();
        Map<String, Map<Event.Status, Integer>> counts = counts(begun.planned());
        Map<String, Integer> imported = imported(begun.planned());
        List<StudySummary> all = new ArrayList<>(index.query(handle -> handle.select(
                        "select r.study, r.question, r.started, r.planned, r.bounds from run r where " + IS_LATEST
                                + " order by " + LATEST_FIRST + ", r.study")
                .map((row, context) -> new StudySummary(
                        row.getString(1),
                        row.getString(2),
                        instant(row.getLong(3)),
                        row.getInt(4),
                        counts.getOrDefault(row.getString(1), Map.of()),
                        row.getString(5),
                        imported.getOrDefault(row.getString(1), 0)))
                .list()));
        all.addAll(withoutRun(begun.others()));
        return all;
    }

    /** Studies of which trials lie here that no run planned, the latest first. */
    private List<StudySummary> withoutRun(List<TrialResult> begun) {
        Map<String, Map<Event.Status, Integer>> counts = counts(begun);
        Map<String, Integer> imported = imported(begun);
        return (begun.isEmpty() ? List.<String>of() : names(RUNLESS))
                .stream()
                        .map(study -> {
                            Map<Event.Status, Integer> own = counts.getOrDefault(study, Map.of());
                            int count = own.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum();
                            return new StudySummary(
                                    study, "", firstTrial(study), count, own, "", imported.getOrDefault(study, 0));
                        })
                        .sorted(Comparator.comparing(StudySummary::started)
                                .reversed()
                                .thenComparing(StudySummary::study))
                        .toList();
    }

    /** By study, how many of these trials were imported and not reproduced since. */
    private static Map<String, Integer> imported(List<TrialResult> trials) {
        Map<String, Integer> imported = new HashMap<>();
        trials.stream()
                .filter(trial -> trial.trust() == TrialTrust.IMPORTED)
                .forEach(trial -> imported.merge(trial.study(), 1, Integer::sum));
        return imported;
    }

    private List<LatestRun> runs(String sql, Object... arguments) {
        return index.query(handle -> handle.select(sql, arguments)
                .map((row, context) -> new LatestRun(
                        row.getInt(1),
                        row.getBoolean(2),
                        started(PlanColumn.read(row.getBytes(3)), row.getBytes(4)),
                        Optional.ofNullable(row.getBytes(5))
                                .map(bytes -> (Event.StudyEnded) codec.decode(Event.class, bytes)),
                        row.getString(6)))
                .list());
    }

    /** Returns the event of which the index keeps the trials apart. */
    private Event.StudyStarted started(List<Event.TrialPlan> trials, byte[] rest) {
        return ((Event.StudyStarted) codec.decode(Event.class, rest)).withTrials(trials);
    }

    private List<String> names(String sql) {
        return index.query(handle -> handle.select(sql).mapTo(String.class).list());
    }

    /** Returns the study that a journal is a run of, if it is. */
    Optional<String> ofRun(int journal) {
        return index.query(handle -> handle.select("select study from run where journal = ?", journal)
                .mapTo(String.class)
                .findOne());
    }

    /** Says when the first of a study's runs, or of the trials trained for it, began; how many runs there were. */
    private record FirstStart(Instant started, int runs) {}

    private FirstStart firstStart(String study) {
        LongSummaryStatistics runs = new LongSummaryStatistics();
        index.query(handle -> handle.select("select started from run where study = ?", study)
                        .mapTo(long.class)
                        .list())
                .forEach(runs::accept);
        long first = trialStarts(study).min().orElse(Long.MAX_VALUE);
        return new FirstStart(instant(Math.min(runs.getMin(), first)), (int) runs.getCount());
    }

    private Instant firstTrial(String study) {
        return instant(trialStarts(study).min().orElse(0));
    }

    /** Returns when the trials that were trained for a study began, in microseconds since 1970. */
    private LongStream trialStarts(String study) {
        return index.entries().stream()
                .flatMap(entry -> entry.trial().stream())
                .filter(trial -> trial.study().equals(study))
                .mapToLong(TrialEntry::started);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** By study, how many of these trials stand how. */
    private static Map<String, Map<Event.Status, Integer>> counts(List<TrialResult> trials) {
        Map<String, Map<Event.Status, Integer>> counts = new HashMap<>();
        trials.forEach(trial -> counts.computeIfAbsent(trial.study(), study -> new EnumMap<>(Event.Status.class))
                .merge(trial.status(), 1, Integer::sum));
        return counts;
    }

    Optional<StudyView> study(String name) {
        return runs(LATEST + " and r.study = ?", name).stream()
                .findFirst()
                .map(this::view)
                .or(() -> withoutRun(name));
    }

    Optional<StudyOutline> outline(String name) {
        return runs(LATEST + " and r.study = ?", name).stream()
                .findFirst()
                .map(run -> new StudyOutline(
                        name,
                        run.started().file(),
                        run.started().trials(),
                        run.ended().map(Event.StudyEnded::measured),
                        !run.own()))
                .or(() -> Optional.of(planned(name))
                        .filter(plan -> !plan.isEmpty())
                        .map(plan -> new StudyOutline(name, "", plan, Optional.empty(), false)));
    }

    @SuppressWarnings("deprecation") // journals of earlier versions have their questions there
    private StudyView view(LatestRun run) {
        Event.StudyStarted started = run.started();
        List<TrialView> begun = begun(run.study(), started.trials());
        FirstStart first = firstStart(run.study());
        List<Event.Warned> warnings = new ArrayList<>(warnings(run.journal()));
        bounded(started, begun).ifPresent(warnings::add);
        return new StudyView(
                run.study(),
                started.question(),
                started.file(),
                started.compare(),
                started.questions(),
                started.measuredAt(),
                first.started().isBefore(started.measuredAt()) ? first.started() : started.measuredAt(),
                first.runs(),
                started.trials(),
                begun,
                run.ended().map(Event.StudyEnded::expectations).orElse(Map.of()),
                warnings,
                earlier(run),
                run.ended().map(Event.StudyEnded::measured),
                !run.own());
    }

    /** Returns what a reader of results must know: that they are those of a part. */
    private static Optional<Event.Warned> bounded(Event.StudyStarted started, List<TrialView> begun) {
        long finished = begun.stream()
                .filter(trial -> trial.status() == Event.Status.FINISHED)
                .count();
        int planned = started.trials().size();
        return started.bounds().isEmpty() || finished == planned
                ? Optional.empty()
                : Optional.of(new Event.Warned(
                        "bounded",
                        "by " + started.bounds() + ": " + finished + " of " + planned + " trials are finished"));
    }

    private List<EarlierRun> earlier(LatestRun latest) {
        return runs(ENDED, latest.study(), latest.journal()).stream()
                .map(run ->
                        new EarlierRun(run.started().measuredAt(), run.started().trials()))
                .toList();
    }

    private Optional<StudyView> withoutRun(String name) {
        List<Event.TrialPlan> plan = planned(name);
        return plan.isEmpty()
                ? Optional.empty()
                : Optional.of(new StudyView(
                        name,
                        "",
                        "",
                        "{}",
                        Optional.of(StudyQuestions.NONE),
                        firstTrial(name),
                        firstTrial(name),
                        0,
                        plan,
                        begun(name, plan),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false));
    }

    /** Returns those of a plan that began, under the names that the plan gives them: another study may have run them first. */
    List<TrialView> begun(String study, List<Event.TrialPlan> plan) {
        Map<String, TrialView> views =
                trials.trials(plan.stream().map(Event.TrialPlan::trial).toList());
        List<TrialView> begun = new ArrayList<>(views.size());
        for (Event.TrialPlan planned : plan) {
            TrialView view = views.get(planned.trial());
            if (view != null) {
                begun.add(named(view, study, planned));
            }
        }
        return begun;
    }

    private static TrialView named(TrialView it, String study, Event.TrialPlan as) {
        boolean same = it.seed() == as.seed()
                && it.variant().equals(as.variant())
                && it.task().equals(as.task())
                && it.study().equals(study);
        if (same) {
            return it;
        }
        return new TrialView(
                it.id(),
                study,
                as.variant(),
                as.task(),
                as.seed(),
                it.status(),
                it.reason(),
                it.configuration(),
                it.provenance(),
                it.layers(),
                it.selectedEpoch(),
                it.metrics(),
                it.digest(),
                it.started(),
                it.measured(),
                it.reproductions(),
                it.trust());
    }

    private List<Event.Warned> warnings(int journal) {
        return index.query(handle -> handle.select(
                        "select event from warning where journal = ? order by place", journal)
                .mapTo(byte[].class)
                .map(bytes -> (Event.Warned) codec.decode(Event.class, bytes))
                .list());
    }

    /** Returns every trial that any run of the study planned, the latest run first, then those that came without a run. */
    List<Event.TrialPlan> planned(String study) {
        Set<Event.TrialPlan> all = new LinkedHashSet<>();
        index.query(handle -> handle.select(
                                "select r.trials from run r where r.study = ? order by " + LATEST_FIRST, study)
                        .mapTo(byte[].class)
                        .list())
                .forEach(plan -> all.addAll(PlanColumn.read(plan)));
        Set<String> planned = index.query(handle -> handle.select(
                        "select distinct p.trial from plan p join trial t on t.trial = p.trial where t.study = ?",
                        study)
                .mapTo(String.class)
                .set());
        trials.of(study).stream()
                .filter(it -> !planned.contains(it.trial())) // others are their studies'
                .forEach(it -> all.add(new Event.TrialPlan(it.trial(), it.variant(), it.task(), it.seed())));
        return List.copyOf(all);
    }

    /** Returns a trial under the name that a run gives it: the study's that began it, or the latest of another if that is gone. */
    TrialView named(TrialView trial) {
        return index.query(handle -> handle.select(
                                "select p.study, p.variant, p.task, p.seed from plan p join run r on r.journal = p.journal"
                                        + " where p.trial = ? order by (p.study = ?) desc, " + LATEST_FIRST
                                        + " limit 1",
                                trial.id(),
                                trial.study())
                        .map((row, context) -> named(
                                trial,
                                row.getString(1),
                                new Event.TrialPlan(trial.id(), row.getString(2), row.getString(3), row.getLong(4))))
                        .findOne())
                .orElse(trial);
    }

    /** Returns the folders of a study's runs and of every trial that is or was its, relative to the store. */
    List<Path> folders(String study) {
        List<String> folders = index.query(handle -> handle.createQuery(
                        "select j.folder from journal j where j.id in (select journal from run where study = :study)"
                                + " or j.id in (select t.journal from trial t where t.study = :study and t.trial not in"
                                + " (select trial from plan) or t.trial in"
                                + " (select trial from plan where study = :study)) order by j.folder")
                .bind("study", study)
                .mapTo(String.class)
                .list());
        return folders.stream().map(Path::of).toList();
    }

    /** Returns all runs, with what each planned. */
    List<StoreContents.RunContents> runs() {
        return index.query(handle -> handle.select("select r.folder, r.study, " + IS_LATEST + ", r.trials from run r")
                .map((row, context) -> new StoreContents.RunContents(
                        Path.of(row.getString(1)),
                        row.getString(2),
                        row.getBoolean(3),
                        PlanColumn.read(row.getBytes(4)).stream()
                                .map(Event.TrialPlan::trial)
                                .collect(Collectors.toSet())))
                .list());
    }

    /** Returns the names of all studies. */
    List<String> names() {
        return names("select study from run union " + RUNLESS + " order by study");
    }
}
