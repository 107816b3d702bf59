package org.recurve.storage.index;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jdbi.v3.core.Handle;
import org.recurve.api.event.Event;
import org.recurve.api.event.Provenance;
import org.recurve.storage.journal.TrialTrust;
import org.recurve.storage.record.RecordCodec;

/**
 * Reads what the index knows of all journals from pages of a thousand each. A page that is not there is made from the
 * tables: pages are a matter of speed alone.
 */
public final class JournalPages {
    private static final int SIZE = 1000;
    private static final String TRIALS = "trials/";

    private static final String STANDING = "select number, standing from journal_page";
    /** Finds a page's events alone, if what else it says is what was read: that is as large, and need not be read again. */
    private static final String EVENTS = "select events from journal_page_events where number = ? and standing = ?";

    private static final String WHOLE =
            "select p.standing, e.events from journal_page p join journal_page_events e on e.number = p.number"
                    + " where p.number = ?";
    /** Forgets a page, by its number, since one of its journals changes. */
    static final String FORGET = "delete from journal_page where number = ?";

    private static final String ROWS =
            "select j.id, j.folder, j.bytes, j.modified, j.trust, j.damage, t.trial, t.study, t.variant,"
                    + " t.task, t.seed, t.status, t.ended, t.started, n.names, t.numbers, e.started, e.ended from journal j"
                    + " left join trial t on t.journal = j.id left join metric_names n on n.id = t.names"
                    + " left join trial_event e on e.journal = j.id where j.id >= ? and j.id < ? order by j.id";

    private static final RecordCodec CODEC = new RecordCodec();

    private JournalPages() {}

    /** Describes what trials have in common with most others of their page. */
    public record Common(Provenance provenance, List<Event.LayerSummary> layers) {
        public Common {
            layers = List.copyOf(layers);
        }
    }

    /** A page as it is kept. */
    private record Page(byte[] standing, byte[] events) {}

    /** A page as it was read: {@code checksum} is that of what it was read from. */
    private record ReadPage(int number, int checksum, List<JournalEntry> journals) {
        private static ReadPage of(int number, byte[] standing) {
            return new ReadPage(number, JournalPages.checksum(standing), entries(standing));
        }

        private boolean hasAny(Predicate<String> wanted) {
            return journals.stream()
                    .anyMatch(entry -> entry.trial().isPresent()
                            && wanted.test(entry.trial().get().trial()));
        }
    }

    /** Pairs what a page says of its journals with their events, in the same order. */
    private record PageEvents(List<JournalEntry> journals, byte[] events) {}

    /** Holds all journals as they were read, by ascending number. */
    public static final class KnownJournals {
        private final List<ReadPage> pages;
        private final List<JournalEntry> all;
        private Optional<BitSet> best = Optional.empty();

        private KnownJournals(List<ReadPage> pages) {
            this.pages = pages;
            this.all = pages.stream().flatMap(page -> page.journals().stream()).toList();
        }

        public List<JournalEntry> all() {
            return all;
        }

        /** Returns the places of the pages that have any of these trials. */
        public List<Integer> having(Predicate<String> wanted) {
            return IntStream.range(0, pages.size())
                    .filter(page -> pages.get(page).hasAny(wanted))
                    .boxed()
                    .toList();
        }

        /** Returns whether no other journal of its trial comes before this one. */
        private synchronized boolean isBest(JournalEntry entry) {
            if (best.isEmpty()) {
                BitSet ids = new BitSet();
                JournalEntry.best(all).values().forEach(each -> ids.set(each.id()));
                best = Optional.of(ids);
            }
            return best.get().get(entry.id());
        }
    }

    /** Returns what the index knows of all journals. */
    static KnownJournals known(Handle handle) {
        Map<Integer, byte[]> kept = new HashMap<>();
        handle.select(STANDING)
                .map((row, context) -> kept.put(row.getInt(1), row.getBytes(2)))
                .list();
        Map<Integer, byte[]> all = new TreeMap<>();
        IntStream.rangeClosed(0, last(handle))
                .forEach(number -> all.put(
                        number,
                        Optional.ofNullable(kept.get(number))
                                .orElseGet(() -> make(handle, number).standing())));
        return new KnownJournals(all.entrySet().parallelStream()
                .map(page -> ReadPage.of(page.getKey(), page.getValue()))
                .toList());
    }

    /**
     * With what events the trials of these identities began and ended.
     *
     * @param known all journals: pages that have none of these trials are not read
     */
    public static List<TrialEvents> events(Handle handle, KnownJournals known, Predicate<String> wanted) {
        return read(handle, known.pages.stream().filter(page -> page.hasAny(wanted)), wanted);
    }

    /** Returns with what events these trials of some pages began and ended, of each its best journal alone. */
    public static List<TrialEvents> best(
            Handle handle, KnownJournals known, List<Integer> pages, Predicate<String> wanted) {
        return read(handle, pages.stream().map(known.pages::get), wanted).stream()
                .filter(events -> known.isBest(events.journal()))
                .toList();
    }

    private static List<TrialEvents> read(Handle handle, Stream<ReadPage> read, Predicate<String> wanted) {
        List<PageEvents> pages = read.map(page -> events(handle, page)).toList();
        return pages.parallelStream()
                .flatMap(page -> new EventsOf(page.events()).read(page.journals(), wanted).stream())
                .toList();
    }

    private static PageEvents events(Handle handle, ReadPage page) {
        return handle.select(EVENTS, page.number(), page.checksum())
                .mapTo(byte[].class)
                .findOne()
                .map(events -> new PageEvents(page.journals(), events))
                .orElseGet(() -> again(handle, page));
    }

    /** Returns the events of a page that has changed since it was read, or is not kept, with the journals that it has now. */
    private static PageEvents again(Handle handle, ReadPage page) {
        Page now = handle.select(WHOLE, page.number())
                .map((row, context) -> new Page(row.getBytes(1), row.getBytes(2)))
                .findOne()
                .orElseGet(() -> make(handle, page.number()));
        boolean same = checksum(now.standing()) == page.checksum();
        return new PageEvents(same ? page.journals() : entries(now.standing()), now.events());
    }

    private static int checksum(byte[] standing) {
        CRC32C sum = new CRC32C();
        sum.update(standing);
        return (int) sum.getValue();
    }

    /** Forgets all pages if the tables have another number of journals than these {@code known} ones, which broke them. */
    static boolean drop(Handle handle, int known) {
        boolean same =
                handle.select("select count(*) from journal").mapTo(int.class).one() == known;
        return !same && handle.execute("delete from journal_page") > 0;
    }

    /** Returns the number of the page that a journal is on. */
    static int number(int journal) {
        return journal / SIZE;
    }

    /** Writes the pages that are missing before this one. */
    static void write(Handle handle, int before) {
        if (handle.select("select count(*) from journal_page").mapTo(int.class).one() == before) {
            return; // asked for their numbers, H2 would read all that the pages say
        }
        Set<Integer> there = handle.select("select number from journal_page")
                .mapTo(Integer.class)
                .set();
        IntStream.range(0, before).filter(number -> !there.contains(number)).forEach(number -> {
            Page page = make(handle, number);
            handle.useTransaction(both -> {
                both.execute("insert into journal_page values (?, ?)", number, page.standing());
                both.execute(
                        "insert into journal_page_events values (?, ?, ?)",
                        number,
                        checksum(page.standing()),
                        page.events());
            });
        });
    }

    /** Returns the number of the last page; 0 if there is none. */
    static int last(Handle handle) {
        return number(handle.select("select coalesce(max(id), 0) from journal")
                .mapTo(int.class)
                .one());
    }

    private static Page make(Handle handle, int number) {
        PageWriter standing = new PageWriter();
        PageWriter events = new PageWriter();
        handle.select(ROWS, number * SIZE, (number + 1) * SIZE)
                .map((row, context) -> {
                    write(row, standing, events);
                    return number;
                })
                .list();
        return new Page(standing.toBytes(), events.toBytes());
    }

    private static void write(ResultSet row, PageWriter standing, PageWriter events) throws SQLException {
        String folder = row.getString(2);
        Optional<String> trial = Optional.ofNullable(row.getString(7));
        boolean usual = trial.filter(it -> folder.equals(folder(it))).isPresent();
        standing.number(row.getInt(1))
                .number(row.getLong(3))
                .number(row.getLong(4))
                .word(row.getString(5))
                .word(row.getString(6))
                .flag(trial.isPresent())
                .flag(usual);
        if (!usual) {
            standing.text(folder);
        }
        if (trial.isPresent()) {
            standing.hash(trial.get())
                    .word(row.getString(8))
                    .word(row.getString(9))
                    .word(row.getString(10))
                    .number(row.getLong(11))
                    .word(row.getString(12))
                    .flag(row.getBoolean(13))
                    .number(row.getLong(14));
            write(Optional.ofNullable(row.getString(15)), row.getBytes(16), standing);
            write((Event.TrialStarted) CODEC.decode(Event.class, row.getBytes(17)), events);
            byte[] ended = row.getBytes(18);
            events.flag(ended != null);
            if (ended != null) {
                write((Event.TrialEnded) CODEC.decode(Event.class, ended), events);
            }
        }
    }

    private static String folder(String trial) {
        return TRIALS + trial.substring(PageWriter.HASH.length());
    }

    private static void write(Optional<String> names, byte[] numbers, PageWriter out) {
        out.flag(names.isPresent());
        names.ifPresent(text -> {
            out.word(text);
            for (double number : TrialMetrics.read(TrialMetrics.SharedNames.read(text), numbers)
                    .numbers()) {
                out.bits(number);
            }
        });
    }

    /** Leaves out what the table of trials says again. */
    private static void write(Event.TrialStarted it, PageWriter out) {
        byte[] common = CODEC.encode(Common.class, new Common(it.provenance(), it.layers()));
        out.text(it.configuration()).word(HexFormat.of().formatHex(common)).time(it.measuredAt());
    }

    private static void write(Event.TrialEnded it, PageWriter out) {
        out.word(it.reason())
                .number(it.selectedEpoch())
                .hash(it.digest())
                .duration(it.measured())
                .time(it.measuredAt());
    }

    private static List<JournalEntry> entries(byte[] standing) {
        List<JournalEntry> to = new ArrayList<>();
        PageReader in = new PageReader(standing);
        Map<String, TrialMetrics.SharedNames> names = new HashMap<>();
        while (in.hasMore()) {
            int id = (int) in.number();
            long bytes = in.number();
            long modified = in.number();
            TrialTrust trust = TrialTrust.valueOf(in.word());
            String damage = in.word();
            boolean ofTrial = in.flag();
            Optional<String> unusual = in.flag() ? Optional.empty() : Optional.of(in.text());
            Optional<TrialEntry> trial = ofTrial ? Optional.of(trial(in, names)) : Optional.empty();
            String folder = unusual.orElseGet(() -> folder(trial.orElseThrow().trial()));
            to.add(new JournalEntry(id, folder, bytes, modified, trust, damage, trial));
        }
        return to;
    }

    private static TrialEntry trial(PageReader in, Map<String, TrialMetrics.SharedNames> names) {
        return new TrialEntry(
                in.hash(),
                in.word(),
                in.word(),
                in.word(),
                in.number(),
                Event.Status.valueOf(in.word()),
                in.flag(),
                in.number(),
                in.flag() ? metrics(in, names) : TrialMetrics.NONE);
    }

    private static TrialMetrics metrics(PageReader in, Map<String, TrialMetrics.SharedNames> names) {
        TrialMetrics.SharedNames of = names.computeIfAbsent(in.word(), TrialMetrics.SharedNames::read);
        double[] numbers = new double[of.all().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.bits();
        }
        return new TrialMetrics(of, numbers);
    }

    /** The events of one page's trials. */
    private static final class EventsOf {
        private final PageReader in;
        private final Map<String, Common> common = new HashMap<>();

        private EventsOf(byte[] events) {
            this.in = new PageReader(events);
        }

        private List<TrialEvents> read(List<JournalEntry> entries, Predicate<String> wanted) {
            List<TrialEvents> to = new ArrayList<>();
            for (JournalEntry entry : entries) {
                entry.trial().ifPresent(trial -> {
                    if (wanted.test(trial.trial())) {
                        to.add(new TrialEvents(
                                entry, started(trial), in.flag() ? Optional.of(ended(trial)) : Optional.empty()));
                    } else {
                        skip();
                    }
                });
            }
            return to;
        }

        /** Passes over what {@link #started} and {@link #ended} read. */
        private void skip() {
            in.skipText();
            in.word();
            in.time();
            if (in.flag()) {
                in.word();
                in.number();
                in.hash();
                in.duration();
                in.time();
            }
        }

        private Event.TrialStarted started(TrialEntry of) {
            String configuration = in.text();
            Common shared = common.computeIfAbsent(
                    in.word(), hex -> CODEC.decode(Common.class, HexFormat.of().parseHex(hex)));
            return new Event.TrialStarted(
                    of.trial(),
                    of.study(),
                    of.variant(),
                    of.task(),
                    of.seed(),
                    configuration,
                    shared.provenance(),
                    shared.layers(),
                    in.time());
        }

        private Event.TrialEnded ended(TrialEntry of) {
            return new Event.TrialEnded(
                    of.trial(),
                    of.status(),
                    in.word(),
                    (int) in.number(),
                    of.metrics().map(),
                    in.hash(),
                    in.duration(),
                    in.time());
        }
    }
}
