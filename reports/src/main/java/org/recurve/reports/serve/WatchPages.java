package org.recurve.reports.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.recurve.api.event.Event;
import org.recurve.reports.PageAssets;
import org.recurve.reports.StudyReport;
import org.recurve.reports.follow.StartedStudy;
import org.recurve.reports.follow.StudyRuns;
import org.recurve.reports.watch.FoundPage;
import org.recurve.reports.watch.LiveList;
import org.recurve.reports.watch.LiveList.Listing;
import org.recurve.reports.watch.LivePage;
import org.recurve.reports.watch.LiveStudy;
import org.recurve.reports.watch.LiveTrial;
import org.recurve.reports.watch.PageFrame;
import org.recurve.reports.watch.PartRenderer;
import org.recurve.reports.watch.WatchShell;
import org.recurve.reports.watch.WatchShell.PageLink;
import org.recurve.storage.view.LookupResult;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** Finds the page that an address names; names of studies and digits of trials are looked up, and never become a path. */
public final class WatchPages implements AutoCloseable {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{4,64}");
    private static final int MOST_COMPARED = 12;
    /** With so many pages, those that rest are forgotten. */
    private static final int MOST_FOLLOWED = 12;

    private final WatchedStore store;
    private final ReportExtras extras;
    private final PartRenderer renderer = new PartRenderer();
    private final FrameText text = new FrameText(renderer);
    private final PageAssets assets = PageAssets.live();
    private final Map<String, LiveFeed> feeds = new HashMap<>();
    private volatile String expected = "";

    /** @param extras of the reports that it shows of studies that ended */
    public WatchPages(WatchedStore store, ReportExtras extras) {
        this.store = store;
        this.extras = extras;
    }

    /**
     * A page as HTML.
     *
     * @param policy what it may load
     * @param soon whether the browser is to ask again in a moment
     */
    record ServedPage(int status, String html, String policy, boolean soon) {
        ServedPage(int status, String html, String policy) {
            this(status, html, policy, false);
        }
    }

    /** Says that a study of this name will begin. */
    public void expect(String study) {
        expected = study;
    }

    /** Begins to read the list of studies, so that it is there when somebody asks. */
    public void prepare() {
        list();
    }

    private ServedPage page(String template, Map<String, Object> own, WatchShell shell) {
        Map<String, Object> all = new HashMap<>(own);
        all.put("shell", shell);
        all.put("assets", assets);
        return new ServedPage(200, renderer.html(template, all), assets.servedPolicy());
    }

    ServedPage missing(String what) {
        ServedPage page =
                page("watchMissing.jte", Map.of("title", "Not here", "text", what), shell("Not here", "", List.of()));
        return new ServedPage(404, page.html(), page.policy());
    }

    private static WatchShell shell(String title, String stream, List<PageLink> more) {
        List<PageLink> links = new ArrayList<>(List.of(new PageLink("All studies", "/")));
        links.addAll(more);
        return new WatchShell(title, stream, links, "");
    }

    /** Returns the list of studies, and the trials that a condition holds of. */
    ServedPage studies(String where) {
        FoundPage found = FoundPage.NONE;
        if (!where.isBlank()) {
            try {
                found = FoundPage.of(where, store.where(where));
            } catch (WatchedStore.RefusedCondition refused) {
                found = FoundPage.refused(where, String.valueOf(refused.getMessage()));
            }
        }
        return page(
                "watchList.jte",
                Map.of("frame", known(list()), "found", found),
                shell("Studies", "/stream/studies", List.of()));
    }

    /** The charts come with the stream. */
    private static PageFrame known(LiveFeed feed) {
        return new PageFrame(feed.parts(), List.of(), List.of(), Map.of(), -1, false);
    }

    LiveFeed list() {
        return feed("studies", () -> new LiveList(question -> store.<Listing>ask(question), renderer));
    }

    /** Returns the page of a study: its report if it is finished. */
    ServedPage study(String name) {
        Optional<LiveFeed> followed = followed("study " + name).filter(feed -> !feed.isEnded());
        if (followed.isPresent()) {
            return live(name, followed.get());
        }
        Optional<StudyView> study = find(name);
        if (study.isEmpty()) {
            return name.equals(expected) ? preparing(name) : missing("The store has no study of this name.");
        }
        if (isOver(study.get())) {
            return report(name);
        }
        return live(study.get().study(), feed(study.get()));
    }

    private ServedPage preparing(String study) {
        ServedPage page = page(
                "watchMissing.jte",
                Map.of(
                        "title",
                        study,
                        "text",
                        "The study is being prepared; no trial has begun. This page looks again by itself."),
                shell(study, "", List.of()));
        return new ServedPage(page.status(), page.html(), page.policy(), true);
    }

    private ServedPage live(String study, LiveFeed feed) {
        return page(
                "watchStudy.jte",
                Map.of("frame", known(feed)),
                shell(
                        study,
                        WatchShell.address("/stream/study", "name", study),
                        List.of(new PageLink("Report so far", WatchShell.address("/report", "study", study)))));
    }

    private Optional<LiveFeed> followed(String key) {
        synchronized (feeds) {
            return Optional.ofNullable(feeds.get(key)).filter(feed -> !feed.isClosed());
        }
    }

    private static boolean isOver(StudyView study) {
        return study.measured().isPresent()
                && study.trials().size() == study.plan().size()
                && study.trials().stream()
                        .noneMatch(trial ->
                                trial.status() == Event.Status.RUNNING || trial.status() == Event.Status.INTERRUPTED);
    }

    /** Returns the feed of a study; empty if there is no such study. */
    Optional<LiveFeed> studyFeed(String name) {
        Optional<LiveFeed> followed = followed("study " + name);
        if (followed.isPresent()) {
            return followed;
        }
        return find(name).map(this::feed);
    }

    private LiveFeed feed(StudyView study) {
        return feed("study " + study.study(), () -> new LiveStudy(store.layout(), study, store.liveness(), renderer));
    }

    /** A study whose first run began a moment ago is not in the index yet. */
    private Optional<StudyView> find(String name) {
        return store.<Optional<StudyView>>ask(reader -> reader.study(name))
                .or(() -> StudyRuns.latest(store.layout(), name).map(StartedStudy::view));
    }

    /** Returns the page of a trial. */
    ServedPage trial(String id) {
        Optional<TrialView> trial = findTrial(id);
        if (trial.isEmpty()) {
            return missing("No trial that began has this identity. A trial that waits has nothing to show yet.");
        }
        TrialView found = trial.get();
        LiveFeed feed = feed(found);
        return page(
                "watchTrial.jte",
                Map.of("frame", known(feed)),
                shell(
                        found.variant() + "/" + found.seed(),
                        WatchShell.address(
                                "/stream/trial",
                                "id",
                                found.id().substring(found.id().indexOf(':') + 1)),
                        List.of(new PageLink(found.study(), WatchShell.address("/study", "name", found.study())))));
    }

    Optional<LiveFeed> trialFeed(String id) {
        return findTrial(id).map(this::feed);
    }

    private LiveFeed feed(TrialView trial) {
        return feed(
                "trial " + trial.id(),
                () -> new LiveTrial(
                        store.layout(),
                        trial.study(),
                        new Event.TrialPlan(trial.id(), trial.variant(), trial.task(), trial.seed()),
                        store.liveness(),
                        renderer));
    }

    private Optional<TrialView> findTrial(String id) {
        if (!DIGITS.matcher(id).matches()) {
            return Optional.empty();
        }
        return store.<Optional<TrialView>>ask(reader -> switch (reader.find(id)) {
            case LookupResult.FoundTrials(List<TrialView> trials)
            when trials.size() == 1 -> Optional.of(trials.getFirst());
            case LookupResult.FoundTrials _, LookupResult.FoundStudy _, LookupResult.NothingFound _ -> Optional.empty();
        });
    }

    /** Returns the report of a study as it stands. */
    ServedPage report(String name) {
        Optional<String> html = store.<Optional<String>>ask(reader -> reader.study(name)
                .map(study -> StudyReport.html(study, reader, extras.sections(study, reader), extras.style())));
        return html.map(this::served).orElseGet(() -> missing("The store has no study of this name."));
    }

    private ServedPage served(String report) {
        return new ServedPage(200, report, PageAssets.load(extras.style()).policy() + "; frame-ancestors 'none'");
    }

    /** Returns several studies on one page. */
    ServedPage compare(List<String> names) {
        if (names.size() > MOST_COMPARED) {
            return missing("More than " + MOST_COMPARED + " studies are not compared on one page; choose fewer.");
        }
        Optional<String> html = store.<Optional<String>>ask(reader -> {
            List<StudyView> studies = names.stream()
                    .distinct()
                    .flatMap(name -> reader.study(name).stream())
                    .toList();
            return studies.isEmpty()
                    ? Optional.empty()
                    : Optional.of(StudyReport.html(studies, reader, extras.style()));
        });
        return html.map(this::served).orElseGet(() -> missing("Choose studies of the list, and compare them then."));
    }

    /** Returns a study's live page with everything in it, for a file. */
    public Optional<String> export(String name, String written) {
        return find(name).map(study -> {
            if (isOver(study)) {
                return report(name).html();
            }
            PageFrame frame = feed(study).whole();
            return page("watchStudy.jte", Map.of("frame", frame), new WatchShell(study.study(), "", List.of(), written))
                    .html();
        });
    }

    private LiveFeed feed(String key, Supplier<LivePage> page) {
        synchronized (feeds) {
            feeds.values().removeIf(LiveFeed::isClosed);
            if (feeds.size() >= MOST_FOLLOWED) {
                List<LiveFeed> resting =
                        feeds.values().stream().filter(LiveFeed::isResting).toList();
                resting.forEach(LiveFeed::close);
                feeds.values().removeAll(resting);
            }
            return feeds.computeIfAbsent(key, _ -> new LiveFeed(page.get(), text, key).started());
        }
    }

    @Override
    public void close() {
        synchronized (feeds) {
            feeds.values().forEach(LiveFeed::close);
            feeds.clear();
        }
    }
}
