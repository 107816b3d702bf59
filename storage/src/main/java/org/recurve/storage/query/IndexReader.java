package org.recurve.storage.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.api.event.Event;
import org.recurve.storage.certificate.CertificateFiles;
import org.recurve.storage.certificate.JarCertificate;
import org.recurve.storage.file.AppendChannel;
import org.recurve.storage.file.StoreException;
import org.recurve.storage.index.StepBlocks;
import org.recurve.storage.index.StepColumn;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEntry;
import org.recurve.storage.journal.Checkpoint;
import org.recurve.storage.journal.CheckpointFiles;
import org.recurve.storage.journal.JournalReader;
import org.recurve.storage.journal.JournalTail;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.label.LabelJournal;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreContents;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StoredEnd;
import org.recurve.storage.view.StudyOutline;
import org.recurve.storage.view.StudySummary;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialResult;
import org.recurve.storage.view.TrialView;
import org.recurve.storage.weights.LearntModel;
import org.recurve.storage.weights.WeightList;
import org.recurve.storage.weights.WeightStore;

/** Answers from the index; artifacts and events, which are large, from the journals that the index points into. */
public final class IndexReader implements StoreReader {
    private static final String TRIALS = "trials/";

    private final StoreLayout layout;
    private final StoreIndex index;
    private final LabelJournal labels;
    private final TrialRows trials;
    private final ResultRows results;
    private final StudyRows studies;
    private final ManyTrials many;
    private final RecordCodec codec = new RecordCodec();
    /** Damage that was met since the reader was asked for, by folder. */
    private final Map<String, Damaged> met = new ConcurrentHashMap<>();

    public IndexReader(StoreLayout layout, StoreIndex index, Set<String> ours) {
        this.layout = layout;
        this.index = index;
        this.labels = LabelJournal.of(layout.root());
        this.trials = new TrialRows(layout, index, ours);
        this.many = new ManyTrials(index, trials);
        this.results = new ResultRows(index, trials);
        this.studies = new StudyRows(index, trials, results);
    }

    @Override
    public List<JarCertificate> certificates() {
        return new CertificateFiles(layout.root()).all();
    }

    @Override
    public List<StudySummary> studies() {
        return studies.all();
    }

    @Override
    public Optional<StudyView> study(String name) {
        return studies.study(name);
    }

    @Override
    public Optional<StudyOutline> outline(String study) {
        return studies.outline(study);
    }

    @Override
    public List<TrialResult> results() {
        ResultRows.BegunTrials all = results.all();
        return Stream.concat(all.planned().stream(), all.others().stream()).toList();
    }

    @Override
    public List<Path> folders(String study) {
        return studies.folders(study);
    }

    @Override
    public StoreLabels labels() {
        return labels.read();
    }

    @Override
    public StoreContents contents() {
        return new StoreContents(
                studies.runs(),
                trials.events(_ -> true)
                        .map(events -> new StoreContents.TrialContents(
                                Path.of(events.journal().folder()),
                                new Event.TrialPlan(
                                        events.started().trial(),
                                        events.started().variant(),
                                        events.started().task(),
                                        events.started().seed()),
                                events.started().study(),
                                events.started().provenance(),
                                events.ended().map(Event.TrialEnded::measured)))
                        .toList());
    }

    @Override
    public Optional<TrialView> trial(String identity) {
        return trials.trial(identity);
    }

    @Override
    public Optional<TrialView> finished(String identity) {
        return trial(identity).filter(trial -> trial.status() == Event.Status.FINISHED);
    }

    @Override
    public List<StoredEnd> endsBeside(String identity) {
        return trials.endsBeside(identity);
    }

    @Override
    public List<TrialView> trialsBeside(String identity) {
        return trials.trialsBeside(identity);
    }

    @Override
    public Set<String> begun() {
        return index.entries().stream()
                .flatMap(entry -> entry.trial().stream())
                .map(TrialEntry::trial)
                .collect(Collectors.toSet());
    }

    @Override
    public void configurations(Predicate<String> wanted, BiConsumer<String, String> each) {
        trials.eachBegan(wanted, started -> each.accept(started.trial(), started.configuration()));
    }

    @Override
    public LookupResult find(String id) {
        return new IdLookup(studies, trials).find(id);
    }

    @Override
    public List<String> seriesNames(String identity) {
        List<String> ofSteps = many.place(identity)
                .map(place -> index.query(handle -> StepBlocks.names(handle, place.journal())))
                .orElse(List.of());
        Stream<String> ofEpochs = epochs(identity).stream()
                .flatMap(epoch -> epoch.metrics().keySet().stream())
                .distinct()
                .sorted();
        return Stream.concat(ofSteps.stream(), ofEpochs).distinct().toList();
    }

    @Override
    public StepSeries series(String identity, String name) {
        Optional<StepColumn> ofSteps = many.place(identity)
                .map(place -> index.query(handle -> StepBlocks.read(handle, place.journal(), name)))
                .filter(column -> column.size() > 0);
        return ofSteps.map(column -> new StepSeries(name, column.steps(), column.values()))
                .orElseGet(() -> ofEpochs(identity, name));
    }

    private StepSeries ofEpochs(String identity, String name) {
        List<EpochView> having = epochs(identity).stream()
                .filter(epoch -> epoch.metrics().containsKey(name))
                .toList();
        return new StepSeries(
                name,
                having.stream().mapToLong(EpochView::step).toArray(),
                having.stream()
                        .map(EpochView::metrics)
                        .mapToDouble(metrics -> metrics.get(name))
                        .toArray());
    }

    @Override
    public List<EpochView> epochs(String identity) {
        return many.place(identity).stream()
                .flatMap(place -> index
                        .query(handle -> handle.select(
                                        "select event from epoch where journal = ? order by epoch", place.journal())
                                .mapTo(byte[].class)
                                .map(bytes -> (Event.EpochDone) codec.decode(Event.class, bytes))
                                .list())
                        .stream())
                .map(EpochView::of)
                .toList();
    }

    @Override
    public Map<String, List<EpochView>> epochs(Collection<String> identities) {
        return many.epochs(identities);
    }

    @Override
    public Map<String, List<String>> stepNames(Collection<String> identities) {
        return many.names(identities);
    }

    @Override
    public Map<String, StepSeries> steps(Collection<String> identities, String name) {
        return many.steps(identities, name);
    }

    @Override
    public Set<String> withSteps(String name) {
        return many.withSteps(name);
    }

    @Override
    public Set<String> withArtifact(String name) {
        return many.withArtifact(name);
    }

    @Override
    public List<ArtifactView> artifacts(String identity) {
        return at(identity, "select place from artifact where journal = ? order by place");
    }

    @Override
    public List<ArtifactView> artifacts(String identity, String name) {
        return at(identity, "select place from artifact where journal = ? and name = ? order by place", name);
    }

    private List<ArtifactView> at(String identity, String places, Object... more) {
        return many.place(identity).stream()
                .flatMap(place -> at(place, places, more))
                .toList();
    }

    private Stream<ArtifactView> at(TrialRows.JournalPlace of, String sql, Object... more) {
        JournalReader journal = new JournalReader(StoreLayout.journal(of.folder()), codec);
        Object[] arguments =
                Stream.concat(Stream.of(of.journal()), Stream.of(more)).toArray();
        List<Long> places = index.query(
                handle -> handle.select(sql, arguments).mapTo(long.class).list());
        return places.stream()
                .flatMap(place -> at(of, journal, place).stream())
                .filter(Event.Recorded.class::isInstance)
                .map(Event.Recorded.class::cast)
                .map(it -> new ArtifactView(it.name(), it.step(), it.artifact()));
    }

    /** Returns what was a record when the index was built, and is none any more, was damaged since, without a trace in its folder. */
    private Optional<Event> at(TrialRows.JournalPlace of, JournalReader journal, long place) {
        Optional<Event> event = journal.at(place);
        if (event.isEmpty()) {
            String folder = of.folder().getFileName().toString();
            met.put(folder, new Damaged(TRIALS + folder, journal.damage(place), Optional.empty()));
        }
        return event;
    }

    @Override
    public void events(String identity, Consumer<Event> each) {
        many.place(identity).ifPresent(place -> {
            JournalReader journal = new JournalReader(StoreLayout.journal(place.folder()));
            if (journal.forEach(each) instanceof JournalTail.DamagedTail(long offset, long bytes)) {
                throw new StoreException(journal.damage(offset, bytes));
            }
        });
    }

    @Override
    public List<Checkpoint> checkpoints(String identity) {
        return many.place(identity).stream()
                .map(TrialRows.JournalPlace::folder)
                .flatMap(folder -> new CheckpointFiles(
                                StoreLayout.checkpoints(folder), AppendChannel.ChannelOpener.FILES)
                        .reached(new JournalReader(StoreLayout.journal(folder)).whole()))
                .toList();
    }

    @Override
    public Optional<WeightList> weights(TrialView trial) {
        return trial.status() == Event.Status.FINISHED
                ? many.place(trial.id())
                        .flatMap(
                                place -> WeightStore.of(layout.root()).list(place.folder(), trial.id(), trial.digest()))
                : Optional.empty();
    }

    @Override
    public Optional<LearntModel> learnt(TrialView trial) {
        return weights(trial)
                .flatMap(_ -> many.place(trial.id()))
                .flatMap(place -> WeightStore.of(layout.root()).read(place.folder()));
    }

    /** A journal with damage, and the study that it is a run of, if any. */
    private record Damaged(String folder, String what, Optional<String> study) {
        private boolean isOf(Set<String> trials) {
            return trials.stream().anyMatch(trial -> isIn(trial));
        }

        private boolean isIn(String trial) {
            String of = TRIALS + trial.substring(trial.indexOf(':') + 1);
            return folder.equals(of) || folder.startsWith(of + "-");
        }

        /** Tells whether a run is of the study, as far as it can be read. */
        private boolean isRunOf(String name) {
            return !folder.startsWith(TRIALS)
                    && study.filter(own -> !own.equals(name)).isEmpty();
        }
    }

    private List<Damaged> damaged() {
        List<Damaged> all = new ArrayList<>(index.entries().stream()
                .filter(entry -> !entry.damage().isEmpty())
                .map(entry -> new Damaged(entry.folder(), entry.damage(), studies.ofRun(entry.id())))
                .sorted(Comparator.comparing(Damaged::folder))
                .toList());
        Set<String> known = all.stream().map(Damaged::folder).collect(Collectors.toSet());
        met.values().stream()
                .filter(damaged -> !known.contains(damaged.folder()))
                .forEach(all::add);
        return all;
    }

    @Override
    public List<String> damages() {
        return Stream.concat(damaged().stream().map(Damaged::what), labels().damage().stream())
                .toList();
    }

    @Override
    public List<String> damages(StudyView study) {
        Set<String> planned = study.plan().stream().map(Event.TrialPlan::trial).collect(Collectors.toSet());
        return damaged().stream()
                .filter(damaged -> damaged.isOf(planned) || damaged.isRunOf(study.study()))
                .map(Damaged::what)
                .toList();
    }

    @Override
    public List<String> damages(Set<String> trials) {
        return damaged().stream()
                .filter(damaged -> damaged.isOf(trials))
                .map(Damaged::what)
                .toList();
    }
}
