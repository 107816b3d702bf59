package org.recurve.storage.query;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.recurve.api.event.Event;
import org.recurve.storage.file.FolderLock;
import org.recurve.storage.index.JournalEntry;
import org.recurve.storage.index.JournalPages;
import org.recurve.storage.index.StoreIndex;
import org.recurve.storage.index.TrialEntry;
import org.recurve.storage.index.TrialEvents;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.record.RecordCodec;
import org.recurve.storage.view.StoredEnd;
import org.recurve.storage.view.TrialView;

/** Reads trials from the index, and asks the lock of a trial that has no end whether it goes on. */
public final class TrialRows {
    private static final String COLUMNS =
            "select j.id, j.folder, t.trial, t.status, e.started, e.ended, j.trust from trial t join journal j on j.id = t.journal"
                    + " join trial_event e on e.journal = t.journal ";

    /** So many and more are read with all others, which takes less time than to find each. */
    private static final int MANY = 100;

    /** So many pages are read side by side. */
    private static final int PAGES = 8;

    private final StoreLayout layout;
    private final StoreIndex index;
    private final Set<String> ours;
    private final RecordCodec codec = new RecordCodec();

    /** {@code ours}: the trials that this process runs. */
    public TrialRows(StoreLayout layout, StoreIndex index, Set<String> ours) {
        this.layout = layout;
        this.index = index;
        this.ours = ours;
    }

    /** Returns the trial's best row; one that has an end comes before one that has none. */
    Optional<TrialView> trial(String identity) {
        return Optional.ofNullable(best(index.query(
                        handle -> handle.select(COLUMNS + "where t.trial = ?" + JournalEntry.BEST_FIRST_SQL, identity)
                                .map((row, context) -> view(row))
                                .list()))
                .get(identity));
    }

    /** A journal's number in the index, and its folder. */
    public record JournalPlace(int journal, Path folder) {}

    /** Returns where the trial's best row comes from. */
    public Optional<JournalPlace> place(String identity) {
        return index.query(handle -> handle.select(
                        "select j.id, j.folder from trial t join journal j on j.id = t.journal where t.trial = ?"
                                + JournalEntry.BEST_FIRST_SQL,
                        identity)
                .map((row, context) -> new JournalPlace(row.getInt(1), folder(row.getString(2))))
                .findFirst());
    }

    /** Returns the best rows of these trials, as far as they began, by identity. */
    Map<String, TrialView> trials(List<String> identities) {
        if (identities.size() >= MANY) {
            List<TrialEvents> found = found(Set.copyOf(identities)::contains);
            Map<String, TrialView> views = HashMap.newHashMap(found.size());
            found.forEach(events -> views.put(events.started().trial(), view(events)));
            return views.size() == found.size()
                    ? views // one journal of each, so there is none to choose
                    : best(bestFirst(found).map(this::view).toList());
        }
        return best(identities.isEmpty() ? List.of() : index.query(handle -> views(handle, identities)));
    }

    /** With what the trials of these identities began and ended, the best first of those of one trial. */
    Stream<TrialEvents> events(Predicate<String> wanted) {
        return bestFirst(found(wanted));
    }

    private List<TrialEvents> found(Predicate<String> wanted) {
        JournalPages.KnownJournals known = index.journals();
        return index.query(handle -> JournalPages.events(handle, known, wanted));
    }

    /** Returns how a trial ended, and those that lie on its page of the index, as far as they did. */
    List<StoredEnd> endsBeside(String identity) {
        return beside(identity).stream()
                .flatMap(events -> events.ended().stream()
                        .map(end -> new StoredEnd(end, events.journal().trust())))
                .toList();
    }

    /** Returns a trial, and those that lie on its page of the index. */
    List<TrialView> trialsBeside(String identity) {
        return beside(identity).stream().map(this::view).toList();
    }

    private List<TrialEvents> beside(String identity) {
        JournalPages.KnownJournals known = index.journals();
        return index.query(handle -> JournalPages.best(handle, known, known.having(identity::equals), _ -> true));
    }

    /** Gives the events with which these trials began, of each the best, by pages of the index: at no time are all in memory. */
    void eachBegan(Predicate<String> wanted, Consumer<Event.TrialStarted> each) {
        JournalPages.KnownJournals known = index.journals();
        List<Integer> pages = known.having(wanted);
        for (int from = 0; from < pages.size(); from += PAGES) {
            List<Integer> some = pages.subList(from, Math.min(from + PAGES, pages.size()));
            index.query(handle -> JournalPages.best(handle, known, some, wanted)).stream()
                    .map(TrialEvents::started)
                    .forEach(each);
        }
    }

    private static Stream<TrialEvents> bestFirst(List<TrialEvents> all) {
        Set<String> trials = HashSet.newHashSet(all.size());
        boolean oneOfEach =
                all.stream().allMatch(events -> trials.add(events.started().trial()));
        return oneOfEach
                ? all.stream()
                : all.stream().sorted(Comparator.comparing(TrialEvents::journal, JournalEntry.BEST_FIRST));
    }

    /** Returns how all trials stand that a study's own events name, by when they began. */
    List<TrialEntry> of(String study) {
        return index.entries().stream()
                .flatMap(entry -> entry.trial().stream())
                .filter(trial -> trial.study().equals(study))
                .sorted(Comparator.comparingLong(TrialEntry::started)
                        .thenComparing(TrialEntry::variant)
                        .thenComparing(TrialEntry::task)
                        .thenComparingLong(TrialEntry::seed))
                .toList();
    }

    private List<TrialView> views(Handle handle, List<String> identities) {
        // Not unnest(?): H2 cannot know its type, and then finds some trials and not others.
        String[] wanted = identities.toArray(String[]::new);
        return handle.createQuery(COLUMNS + "where t.trial = any(?)" + JournalEntry.BEST_FIRST_SQL)
                .bind(0, (Argument) (place, statement, context) -> statement.setObject(place, wanted))
                .map((row, context) -> view(row))
                .list();
    }

    /** Returns the best of each trial, with what its other runs say about it. */
    private static Map<String, TrialView> best(List<TrialView> bestFirst) {
        Map<String, TrialView> best = HashMap.newHashMap(bestFirst.size());
        bestFirst.forEach(view -> best.merge(view.id(), view, TrialView::with));
        return best;
    }

    /** Returns the identities that begin so. */
    List<String> beginning(String digits) {
        return index.query(handle -> handle.select(
                        "select distinct trial from trial where trial like ? order by trial", "sha256:" + digits + "%")
                .mapTo(String.class)
                .list());
    }

    /** Returns how a trial of this stored status stands now. */
    private Event.Status standing(String trial, int journal, String folder, Event.Status stored) {
        if (stored != Event.Status.RUNNING
                || ours.contains(trial)
                || FolderLock.held(StoreLayout.lock(folder(folder)))) {
            return stored;
        }
        // It may have ended after this index last looked and before the lock was given back.
        index.catchUp();
        boolean stillOpen = index.query(
                handle -> handle.select("select count(*) from trial where journal = ? and not ended", journal)
                                .mapTo(int.class)
                                .one()
                        > 0);
        return stillOpen ? Event.Status.INTERRUPTED : stored;
    }

    Event.Status standing(JournalEntry entry) {
        TrialEntry trial = entry.trial().orElseThrow();
        return standing(trial.trial(), entry.id(), entry.folder(), trial.status());
    }

    public Path folder(String relative) {
        return layout.root().resolve(relative);
    }

    private TrialView view(TrialEvents events) {
        JournalEntry journal = events.journal();
        return view(events.started(), events.ended(), standing(journal), journal.trust());
    }

    private TrialView view(ResultSet row) throws SQLException {
        Event.Status status =
                standing(row.getString(3), row.getInt(1), row.getString(2), Event.Status.valueOf(row.getString(4)));
        Event.TrialStarted started = (Event.TrialStarted) codec.decode(Event.class, row.getBytes(5));
        Optional<Event.TrialEnded> ended =
                Optional.ofNullable(row.getBytes(6)).map(bytes -> (Event.TrialEnded) codec.decode(Event.class, bytes));
        return view(started, ended, status, TrialTrust.valueOf(row.getString(7)));
    }

    private static TrialView view(
            Event.TrialStarted started, Optional<Event.TrialEnded> ended, Event.Status status, TrialTrust trust) {
        return new TrialView(
                started.trial(),
                started.study(),
                started.variant(),
                started.task(),
                started.seed(),
                status,
                ended.map(Event.TrialEnded::reason).orElse(""),
                started.configuration(),
                started.provenance(),
                started.layers(),
                ended.map(Event.TrialEnded::selectedEpoch).orElse(-1),
                ended.map(Event.TrialEnded::metrics).orElse(Map.of()),
                ended.map(Event.TrialEnded::digest).orElse(""),
                started.measuredAt(),
                ended.map(Event.TrialEnded::measured),
                List.of(),
                trust);
    }
}
