package org.recurve.storage.query;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.recurve.api.event.Event;
import org.recurve.storage.index.JournalEntry;
import org.recurve.storage.index.StepBlocks;
import org.recurve.storage.index.StepColumn;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEntry;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StepSeries;

/** Reads something of many trials with few statements, each of which asks for so many journals at once. */
public final class ManyTrials {
    /** H2 compares each row with every element of an array, though it found the row by one of them. */
    private static final int AT_ONCE = 100;

    private final StoreIndex index;
    private final TrialRows trials;
    private final RecordCodec codec = new RecordCodec();
    private volatile Places places = new Places(List.of());

    public ManyTrials(StoreIndex index, TrialRows trials) {
        this.index = index;
        this.trials = trials;
    }

    /** Where the best journal of each trial lies. */
    private record Places(
            List<JournalEntry> entries, Map<String, TrialRows.JournalPlace> of, Map<Integer, String> trials) {
        private Places(List<JournalEntry> entries) {
            this(entries, new HashMap<>(), new HashMap<>());
        }
    }

    private Places places(List<JournalEntry> entries, TrialRows rows) {
        Places last = places;
        if (last.entries() == entries) {
            return last;
        }
        Places now = new Places(entries);
        entries.stream()
                .filter(entry -> entry.trial().isPresent())
                .sorted(JournalEntry.BEST_FIRST)
                .forEach(entry -> {
                    String trial = entry.trial().map(TrialEntry::trial).orElseThrow();
                    Path folder = rows.folder(entry.folder());
                    if (now.of().putIfAbsent(trial, new TrialRows.JournalPlace(entry.id(), folder)) == null) {
                        now.trials().put(entry.id(), trial);
                    }
                });
        places = now;
        return now;
    }

    /** Returns where the trial's best journal lies; asks the tables unless all journals are in memory. */
    public Optional<TrialRows.JournalPlace> place(String identity) {
        return index.remembered()
                .map(entries -> Optional.ofNullable(places(entries, trials).of().get(identity)))
                .orElseGet(() -> trials.place(identity));
    }

    /** Returns the trials of whose steps a quantity of this name was recorded. */
    public Set<String> withSteps(String name) {
        return trials("select distinct journal from block where name = ? and number = 0", name);
    }

    /** Returns the trials of which something was recorded under this name. */
    public Set<String> withArtifact(String name) {
        return trials("select distinct journal from artifact where name = ?", name);
    }

    private Set<String> trials(String sql, String name) {
        List<Integer> journals = index.query(
                handle -> handle.select(sql, name).mapTo(Integer.class).list());
        Map<Integer, String> all = places(index.entries(), trials).trials();
        Set<String> having = new HashSet<>();
        journals.forEach(journal -> Optional.ofNullable(all.get(journal)).ifPresent(having::add));
        return having;
    }

    /** A row that belongs to a journal. */
    private record Of<T>(int journal, T value) {}

    /** @param sql with a place for a name, if it is of one, and the last for the journals */
    private <T> Stream<Of<T>> rows(List<Integer> journals, String sql, Optional<String> name, RowMapper<T> read) {
        List<Of<T>> all = new ArrayList<>();
        for (int from = 0; from < journals.size(); from += AT_ONCE) {
            Integer[] some = journals.subList(from, Math.min(from + AT_ONCE, journals.size()))
                    .toArray(Integer[]::new);
            index.query(handle -> {
                Query query = handle.createQuery(sql);
                name.ifPresent(text -> query.bind(0, text));
                query.bind(name.isPresent() ? 1 : 0, (Argument)
                        (place, statement, context) -> statement.setObject(place, some));
                return all.addAll(query.map((row, context) -> new Of<>(row.getInt(1), read.map(row, context)))
                        .list());
            });
        }
        return all.stream();
    }

    private List<Integer> journals(Collection<String> identities) {
        Map<String, TrialRows.JournalPlace> all =
                places(index.entries(), trials).of();
        return identities.stream()
                .flatMap(identity -> Optional.ofNullable(all.get(identity)).stream())
                .map(TrialRows.JournalPlace::journal)
                .toList();
    }

    private String trial(int journal) {
        return places.trials().getOrDefault(journal, "");
    }

    /** Finished epochs, ascending. */
    public Map<String, List<EpochView>> epochs(Collection<String> identities) {
        Map<String, List<EpochView>> epochs = new HashMap<>();
        rows(
                        journals(identities),
                        "select journal, event from epoch where journal = any(?) order by journal, epoch",
                        Optional.empty(),
                        (row, context) -> (Event.EpochDone) codec.decode(Event.class, row.getBytes(2)))
                .forEach(row -> epochs.computeIfAbsent(trial(row.journal()), _ -> new ArrayList<>())
                        .add(EpochView.of(row.value())));
        return epochs;
    }

    /** Returns the names of quantities of steps, as each trial has them. */
    public Map<String, List<String>> names(Collection<String> identities) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        rows(
                        journals(identities),
                        "select journal, name from block where number = 0 and journal = any(?) order by journal, name",
                        Optional.empty(),
                        (row, context) -> row.getString(2))
                .forEach(row -> names.computeIfAbsent(trial(row.journal()), _ -> new ArrayList<>())
                        .add(row.value()));
        names.replaceAll((_, own) -> StepBlocks.ordered(own));
        return names;
    }

    /** Returns a quantity of steps, of the trials that have it. */
    public Map<String, StepSeries> steps(Collection<String> identities, String name) {
        Map<Integer, List<StepColumn>> blocks = new LinkedHashMap<>();
        rows(
                        journals(identities),
                        "select journal, content from block where name = ? and journal = any(?) order by journal, number",
                        Optional.of(name),
                        (row, context) -> StepColumn.of(row.getBytes(2)))
                .forEach(row -> blocks.computeIfAbsent(row.journal(), _ -> new ArrayList<>())
                        .add(row.value()));
        Map<String, StepSeries> series = new HashMap<>();
        blocks.forEach((journal, own) -> {
            StepColumn all = StepBlocks.joined(own);
            series.put(trial(journal), new StepSeries(name, all.steps(), all.values()));
        });
        return series;
    }
}
