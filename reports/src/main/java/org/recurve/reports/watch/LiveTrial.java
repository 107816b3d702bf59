package org.recurve.reports.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.api.event.Event;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.Liveness;
import org.recurve.reports.follow.TrialFollower;
import org.recurve.reports.page.ArtifactGallery.ArtifactFigure;
import org.recurve.reports.page.RecordedFigure;
import org.recurve.reports.study.StudyArm;
import org.recurve.reports.text.JsonText;
import org.recurve.reports.text.NumberText;
import org.recurve.reports.watch.PageFrame.KeyedPanel;
import org.recurve.reports.watch.PageFrame.KeyedWindow;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.TrialView;

/** A trial while it runs, or as it was, as a page. */
public final class LiveTrial implements LivePage {
    private static final int LOG_LINES = 400;

    private final PartRenderer renderer;
    private final String study;
    private final TrialFollower follower;
    private final LiveCurves curves = new LiveCurves();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private boolean changed = true;

    /** Begins with the trial's name in its study. */
    public LiveTrial(StoreLayout layout, String study, Event.TrialPlan plan, Liveness liveness, PartRenderer renderer) {
        this.renderer = renderer;
        this.study = study;
        this.follower = new TrialFollower(layout, plan, liveness);
    }

    @Override
    public boolean read() {
        boolean read = follower.read(
                () -> {
                    curves.restart(follower.trial());
                    log.clear();
                    changed = true;
                },
                this::told);
        changed |= follower.isOtherwise();
        return read || changed;
    }

    private void told(Event event) {
        FollowedTrial trial = follower.trial();
        switch (event) {
            case Event.StepDone step -> curves.step(trial, step);
            case Event.EpochDone epoch -> {
                curves.epoch(trial, epoch);
                changed = true;
            }
            case Event.TrialStarted _, Event.TrialEnded _, Event.Recorded _, Event.Checkpointed _ -> changed = true;
            case Event.StudyStarted _, Event.StudyEnded _, Event.Warned _ -> {}
        }
        TrialLog.line(event).ifPresent(log::add);
        if (log.size() > 2 * LOG_LINES) {
            log.subList(0, log.size() - LOG_LINES).clear();
        }
    }

    @Override
    public PageFrame changes() {
        Map<String, String> fresh = new LinkedHashMap<>();
        if (changed) {
            changed = false;
            render().forEach((name, html) -> {
                if (!html.equals(parts.put(name, html))) {
                    fresh.put(name, html);
                }
            });
        }
        List<KeyedPanel> panels = new ArrayList<>();
        List<KeyedWindow> windows = new ArrayList<>();
        curves.changes(panels, windows);
        return new PageFrame(
                fresh,
                panels,
                windows,
                Map.of(),
                silent(),
                follower.trial().state().isEnded());
    }

    @Override
    public PageFrame everything() {
        return new PageFrame(
                parts,
                curves.whole(),
                List.of(),
                Map.of(),
                silent(),
                follower.trial().state().isEnded());
    }

    private long silent() {
        return follower.silent();
    }

    @Override
    public Map<String, String> parts() {
        return Map.copyOf(parts);
    }

    @Override
    public long position() {
        return follower.position();
    }

    private Map<String, String> render() {
        FollowedTrial trial = follower.trial();
        Map<String, String> rendered = new LinkedHashMap<>();
        rendered.put("head", renderer.html("watchTrialHead.jte", Map.of("study", study, "trial", trial)));
        rendered.put("pictures", renderer.html("watchPictures.jte", "figures", figures(trial)));
        rendered.put(
                "settings",
                renderer.html(
                        "watchText.jte",
                        "text",
                        trial.view(study)
                                .map(view -> JsonText.pretty(view.configuration()))
                                .orElse("")));
        rendered.put(
                "log",
                renderer.html(
                        "watchText.jte",
                        "text",
                        String.join("\n", log.subList(Math.max(0, log.size() - LOG_LINES), log.size()))));
        rendered.put(
                "machine",
                renderer.html(
                        "watchFacts.jte",
                        "facts",
                        trial.view(study).map(LiveTrial::facts).orElse(Map.of())));
        return rendered;
    }

    private List<ArtifactFigure> figures(FollowedTrial trial) {
        return trial.view(study).stream()
                .flatMap(view -> {
                    StudyArm arm = new StudyArm(
                            trial.style(), trial.plan().variant(), trial.plan().task(), 1, List.of(view));
                    return trial.artifacts().stream()
                            .map(recorded -> new ArtifactFigure(
                                    arm,
                                    trial.plan().seed(),
                                    recorded.step(),
                                    recorded.artifact().title(),
                                    RecordedFigure.of(
                                            recorded.artifact(),
                                            trial.style(),
                                            trial.plan().variant())));
                })
                .toList();
    }

    private static Map<String, String> facts(TrialView view) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("recurve", view.provenance().recurve());
        facts.put("data", view.provenance().dataDigest());
        facts.putAll(new TreeMap<>(view.provenance().machine()));
        long parameters =
                view.layers().stream().mapToLong(Event.LayerSummary::parameters).sum();
        facts.put("parameters", NumberText.count(parameters));
        return facts;
    }
}
