package org.recurve.storage.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.recurve.api.event.Event;
import org.recurve.storage.index.JournalEntry;
import org.recurve.storage.index.StepBlocks;
import org.recurve.storage.index.StepColumn;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.view.EpochView;
import org.recurve.storage.view.StepSeries;

/**
 * Reads something of many trials with few statements, each of which asks for a range of journals: of an array, H2 would
 * compare each row with every element.
 */
public final class ManyTrials {
    /** So many journals that nobody asked for are read over, rather than beginning another statement. */
    private static final int WIDEST_GAP = 8;

    private final StoreIndex index;
    private final TrialRows trials;
    private final RecordCodec codec = new RecordCodec();
    private volatile Places places = new Places(List.of());

    public ManyTrials(StoreIndex index, TrialRows trials) {
        this.index = index;
        this.trials = trials;
    }

    /** Says where the best journal of each trial lies. */
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
        JournalEntry.best(entries).forEach((trial, entry) -> {
            now.of().put(trial, new TrialRows.JournalPlace(entry.id(), rows.folder(entry.folder())));
            now.trials().put(entry.id(), trial);
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
        return trials("select distinct journal from block where name = ?", name);
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

    /** Journals whose numbers follow each other closely. */
    private record JournalRange(int first, int last) {
        private static List<JournalRange> of(BitSet journals) {
            List<JournalRange> ranges = new ArrayList<>();
            int first = journals.nextSetBit(0);
            while (first >= 0) {
                int last = first;
                int next = journals.nextSetBit(last + 1);
                while (next >= 0 && next - last <= WIDEST_GAP) {
                    last = next;
                    next = journals.nextSetBit(last + 1);
                }
                ranges.add(new JournalRange(first, last));
                first = next;
            }
            return ranges;
        }
    }

    /** @param sql with places for {@code first} and {@code last}, and for {@code name} if there is one */
    private <T> Stream<Of<T>> rows(BitSet journals, String sql, Optional<String> name, RowMapper<T> read) {
        List<Of<T>> all = new ArrayList<>();
        for (JournalRange range : JournalRange.of(journals)) {
            index.query(handle -> {
                Query query =
                        handle.createQuery(sql).bind("first", range.first()).bind("last", range.last());
                name.ifPresent(text -> query.bind("name", text));
                query.map((row, context) ->
                                journals.get(row.getInt(1)) && all.add(new Of<>(row.getInt(1), read.map(row, context))))
                        .list();
                return all;
            });
        }
        return all.stream();
    }

    private BitSet journals(Collection<String> identities) {
        Map<String, TrialRows.JournalPlace> all =
                places(index.entries(), trials).of();
        BitSet journals = new BitSet();
        identities.forEach(
                identity -> Optional.ofNullable(all.get(identity)).ifPresent(place -> journals.set(place.journal())));
        return journals;
    }

    private String trial(int journal) {
        return places.trials().getOrDefault(journal, "");
    }

    /** Finished epochs, ascending. */
    public Map<String, List<EpochView>> epochs(Collection<String> identities) {
        Map<String, List<EpochView>> epochs = new HashMap<>();
        rows(
                        journals(identities),
                        "select journal, event from epoch where journal between :first and :last order by journal, epoch",
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
                        "select journal, name from block where number = 0 and journal between :first and :last order by journal, name",
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
                        "select journal, content from block where name = :name and journal between :first and :last order by journal, number",
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
