package org.recurve.reports.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.recurve.api.event.Event;
import org.recurve.reports.answer.StudyAnswer;
import org.recurve.storage.label.StoreLabels;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudySummary;

/** The studies of a store, as a page. */
public final class LiveList implements LivePage {
    private static final long SOONEST_NANOS = 1_000_000_000;
    /** Asking takes one part of the time, and rests so many. */
    private static final long RESTS = 60;

    private static final long ANSWERING_NANOS = 300_000_000;

    private final PartRenderer renderer;
    private final Function<Function<StoreReader, Listing>, Listing> store;
    private final Map<AnsweredStudy, String> answers = new HashMap<>();
    private Listing listing =
            new Listing(List.of(), new StoreLabels(Collections.emptySortedMap(), Map.of(), Optional.empty()), false);
    private String shown = "";
    private long askAt = System.nanoTime();
    private long asked;

    /** Describes what the store said. */
    public record Listing(List<StudySummary> studies, StoreLabels labels, boolean answered) {
        public Listing {
            studies = List.copyOf(studies);
        }
    }

    /** A study as it stood when its answer was read. */
    private record AnsweredStudy(String study, Instant started, Map<Event.Status, Integer> trials) {
        private static AnsweredStudy of(StudySummary study) {
            return new AnsweredStudy(study.study(), study.started(), study.trials());
        }
    }

    /** @param store asks the store's index */
    public LiveList(Function<Function<StoreReader, Listing>, Listing> store, PartRenderer renderer) {
        this.store = store;
        this.renderer = renderer;
    }

    @Override
    public boolean read() {
        long begun = System.nanoTime();
        if (begun - askAt < 0) {
            return false;
        }
        Listing before = listing;
        listing = store.apply(this::ask);
        asked++;
        long took = System.nanoTime() - begun;
        askAt = begun + took + Math.max(SOONEST_NANOS, RESTS * took);
        if (!listing.answered()) {
            askAt = begun + took + SOONEST_NANOS; // more answers are to be read
        }
        return !listing.equals(before) || asked == 1 || !listing.answered();
    }

    /** Reads what is listed, and answers as long as that may take; the first list comes without. */
    private Listing ask(StoreReader reader) {
        List<StudySummary> studies = reader.studies();
        long end = System.nanoTime() + ANSWERING_NANOS;
        boolean all = true;
        Predicate<StudySummary> known = study -> answers.containsKey(AnsweredStudy.of(study));
        for (StudySummary study : studies) {
            boolean finished = study.trials().getOrDefault(Event.Status.FINISHED, 0) > 0;
            if (finished && !known.test(study)) {
                if (asked == 0 || System.nanoTime() > end) {
                    all = false;
                    break;
                }
                answers.put(
                        AnsweredStudy.of(study),
                        reader.study(study.study())
                                .map(view ->
                                        String.join(" ", StudyAnswer.of(view).lines()))
                                .orElse(""));
            }
        }
        answers.keySet()
                .retainAll(Set.copyOf(studies.stream().map(AnsweredStudy::of).toList()));
        return new Listing(studies, reader.labels(), all);
    }

    @Override
    public PageFrame changes() {
        String html = render();
        boolean same = html.equals(shown);
        shown = html;
        return frame(same ? Map.of() : Map.of("studies", html));
    }

    @Override
    public PageFrame everything() {
        return frame(parts());
    }

    @Override
    public Map<String, String> parts() {
        return shown.isEmpty() ? Map.of() : Map.of("studies", shown);
    }

    private static PageFrame frame(Map<String, String> parts) {
        return new PageFrame(parts, List.of(), List.of(), Map.of(), -1, false);
    }

    @Override
    public long position() {
        return asked;
    }

    private String render() {
        List<ListedStudy> rows = new ArrayList<>();
        listing.studies()
                .forEach(study -> rows.add(new ListedStudy(
                        study,
                        answers.getOrDefault(AnsweredStudy.of(study), ""),
                        List.copyOf(listing.labels().of(study.study()).tags()))));
        return renderer.html("watchStudies.jte", "studies", rows);
    }
}
