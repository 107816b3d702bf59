package org.recurve.reports.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.reports.study.StudyArm;
import org.recurve.storage.view.TrialView;

/**
 * Says when each trial took place, by the clock: those side by side in lanes of their own. Pauses between runs are cut out.
 *
 * @param lanes how many ran side by side at most
 * @param length of the drawing: from the first trial to the end of the last, without the pauses
 * @param cuts where pauses were cut out
 */
public record TrialTimeline(List<TimelineBar> bars, int lanes, Duration length, List<Double> cuts) {
    /** The width of the drawing, and the height of a lane. */
    public static final int WIDTH = 1000;

    public static final int LANE = 14;

    /** The least width that can be seen. */
    private static final double NARROWEST = 1;

    /** Nothing was trained for so long: that is a pause. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    public TrialTimeline {
        bars = List.copyOf(bars);
        cuts = List.copyOf(cuts);
    }

    /**
     * A trial, with those after it that are too short to be told from it in the drawing.
     *
     * @param more how many those are
     */
    public record TimelineBar(StudyArm arm, TrialView trial, double x, double width, int lane, int more) {
        public boolean finished() {
            return trial.status() == Event.Status.FINISHED;
        }

        /** Returns whether a later trial of this lane would be drawn upon this one, both no wider than what can be seen. */
        private boolean covers(TimelineBar later) {
            return width <= NARROWEST
                    && later.width <= NARROWEST
                    && later.x < x + width
                    && later.finished() == finished();
        }

        private TimelineBar withOneMore() {
            return new TimelineBar(arm, trial, x, width, lane, more + 1);
        }
    }

    /** A trial, from {@code start} to {@code end} after the beginning of the drawing. */
    private record TimelineSpan(StudyArm arm, TrialView trial, Duration start, Duration end) {}

    private record TimedTrial(StudyArm arm, TrialView trial, Instant end) {}

    /** Empty if no trial ended. */
    static Optional<TrialTimeline> of(List<StudyArm> arms) {
        List<TimedTrial> timed = arms.stream()
                .flatMap(arm -> arm.trials().stream()
                        .flatMap(trial ->
                                trial
                                        .measured()
                                        .map(took -> new TimedTrial(
                                                arm, trial, trial.started().plus(took)))
                                        .stream()))
                .sorted(Comparator.comparing((TimedTrial one) -> one.trial().started())
                        .thenComparing(one -> one.trial().id()))
                .toList();
        return timed.isEmpty() ? Optional.empty() : Optional.of(drawn(timed));
    }

    private static TrialTimeline drawn(List<TimedTrial> ascending) {
        Instant origin = ascending.getFirst().trial().started();
        Instant latest = origin;
        List<Duration> cuts = new ArrayList<>();
        List<TimelineSpan> spans = new ArrayList<>();
        for (TimedTrial one : ascending) {
            Duration idle = Duration.between(latest, one.trial().started());
            if (idle.compareTo(PAUSE) > 0) {
                cuts.add(Duration.between(origin, latest));
                origin = origin.plus(idle);
            }
            latest = one.end().isAfter(latest) ? one.end() : latest;
            spans.add(new TimelineSpan(
                    one.arm(),
                    one.trial(),
                    Duration.between(origin, one.trial().started()),
                    Duration.between(origin, one.end())));
        }
        return of(spans, Duration.between(origin, latest), cuts);
    }

    private static TrialTimeline of(List<TimelineSpan> spans, Duration length, List<Duration> cuts) {
        List<Duration> lanes = new ArrayList<>();
        List<Integer> last = new ArrayList<>(); // of each lane: the place of its last bar
        List<TimelineBar> bars = new ArrayList<>();
        double scale = WIDTH / StrictMath.max(1.0, length.toMillis());
        for (TimelineSpan span : spans) {
            int lane = 0;
            while (lane < lanes.size() && lanes.get(lane).compareTo(span.start()) > 0) {
                lane++;
            }
            double x = scale * span.start().toMillis();
            double width = StrictMath.max(
                    NARROWEST, tenths(scale * span.end().minus(span.start()).toMillis()));
            TimelineBar bar = new TimelineBar(span.arm(), span.trial(), tenths(x), width, lane, 0);
            if (lane == lanes.size()) {
                lanes.add(span.end());
                last.add(bars.size());
                bars.add(bar);
                continue;
            }
            lanes.set(lane, span.end());
            TimelineBar before = bars.get(last.get(lane));
            if (before.covers(bar)) {
                bars.set(last.get(lane), before.withOneMore());
            } else {
                last.set(lane, bars.size());
                bars.add(bar);
            }
        }
        return new TrialTimeline(
                bars,
                lanes.size(),
                length,
                cuts.stream().map(cut -> tenths(scale * cut.toMillis())).toList());
    }

    private static double tenths(double value) {
        return StrictMath.rint(10 * value) / 10;
    }
}
