package org.recurve.reports.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.reports.follow.FollowedTrial;
import org.recurve.reports.follow.Liveness;
import org.recurve.reports.follow.StudyFollower;
import org.recurve.reports.page.SweepSection;
import org.recurve.reports.study.ComparisonQuestion;
import org.recurve.reports.study.StoredQuestions;
import org.recurve.reports.study.StudyArms;
import org.recurve.reports.watch.PageFrame.KeyedPanel;
import org.recurve.reports.watch.PageFrame.KeyedWindow;
import org.recurve.storage.journal.StoreLayout;
import org.recurve.storage.view.StudyView;

/** A study while it runs, as a page. */
public final class LiveStudy implements LivePage {
    private final PartRenderer renderer;
    private final StudyFollower follower;
    private final LiveCurves curves = new LiveCurves();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, Double> bars = new HashMap<>();
    private Optional<PairedDifferences> differences = Optional.empty();
    private boolean changed = true;

    /** Begins with what the store knows. */
    public LiveStudy(StoreLayout layout, StudyView study, Liveness liveness, PartRenderer renderer) {
        this.renderer = renderer;
        this.follower = new StudyFollower(layout, study, liveness, new Listening());
    }

    /** Draws what is heard. */
    private final class Listening implements StudyFollower.FollowListener {
        @Override
        public void replanned() {
            curves.clear();
            bars.clear();
            differences = Optional.empty();
        }

        @Override
        public void restarted(FollowedTrial trial) {
            curves.restart(trial);
        }

        @Override
        public void step(FollowedTrial trial, Event.StepDone step) {
            curves.step(trial, step);
        }

        @Override
        public void epoch(FollowedTrial trial, Event.EpochDone epoch) {
            curves.epoch(trial, epoch);
            differences.ifPresent(pairs -> pairs.add(trial, epoch.epoch(), follower.trials(), curves));
        }

        @Override
        public void changed() {
            changed = true;
        }
    }

    @Override
    public boolean read() {
        boolean read = follower.read();
        return read || changed;
    }

    @Override
    public long position() {
        return follower.position();
    }

    @Override
    public Map<String, String> parts() {
        return Map.copyOf(parts);
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
        Map<String, Double> moved = new HashMap<>();
        follower.trials().forEach(trial -> {
            String id = StudyBoard.shortId(trial);
            double progress = trial.progress();
            if (!Double.valueOf(progress).equals(bars.put(id, progress)) && progress > 0) {
                moved.put(id, progress);
            }
        });
        return new PageFrame(fresh, panels, windows, moved, silent(), follower.isEnded());
    }

    @Override
    public PageFrame everything() {
        return new PageFrame(parts, curves.whole(), List.of(), Map.of(), silent(), follower.isEnded());
    }

    private long silent() {
        Instant written = follower.written();
        return written.equals(Instant.EPOCH)
                ? -1
                : Math.max(0, Duration.between(written, Instant.now()).toMillis());
    }

    private Map<String, String> render() {
        List<FollowedTrial> trials = follower.trials();
        StudyView view = follower.view();
        StudyArms arms = StudyArms.of(view);
        ComparisonQuestion question = ComparisonQuestion.of(StoredQuestions.of(view), arms);
        ComparisonQuestion exploring =
                question.exploring(StoredQuestions.of(view).chosenBy(), arms);
        if (differences.isEmpty()) {
            differences = PairedDifferences.of(question, trials);
            differences.ifPresent(pairs -> trials.forEach(
                    trial -> trial.epochs().keySet().forEach(epoch -> pairs.add(trial, epoch, trials, curves))));
        }
        Map<String, String> rendered = new LinkedHashMap<>();
        rendered.put(
                "head",
                renderer.html(
                        "watchHead.jte",
                        "head",
                        StudyHead.of(view, trials, LeadingVariant.of(arms.answering(), question), follower.isEnded())));
        rendered.put("board", renderer.html("watchBoard.jte", "board", StudyBoard.of(trials)));
        rendered.put("legend", renderer.html("watchLegend.jte", "arms", arms.variants()));
        rendered.put(
                "difference",
                renderer.html(
                        "watchDifference.jte",
                        "seeds",
                        differences.map(pairs -> pairs.seeds(trials)).orElse("")));
        rendered.put("sweep", renderer.html("watchSweep.jte", "sweeps", SweepSection.of(arms, exploring)));
        rendered.put(
                "troubles", renderer.html("watchTroubles.jte", "troubles", TroubleNote.of(trials, view.warnings())));
        return rendered;
    }
}
