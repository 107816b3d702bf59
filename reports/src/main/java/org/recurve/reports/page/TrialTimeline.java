package org.recurve.reports.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.recurve.api.event.Event;
import org.recurve.reports.study.StudyArm;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/**
 * When each trial of the latest run took place, by the clock: those side by side in lanes of their own.
 *
 * @param lanes how many ran side by side at most
 * @param length from the beginning of the run to the end of its last trial
 * @param earlier how many trials were there before the run began
 */
public record TrialTimeline(List<TimelineBar> bars, int lanes, Duration length, long earlier) {
    /** The width of the drawing, and the height of a lane. */
    public static final int WIDTH = 1000;

    public static final int LANE = 14;

    public TrialTimeline {
        bars = List.copyOf(bars);
    }

    /** One trial. */
    public record TimelineBar(StudyArm arm, TrialView trial, double x, double width, int lane) {
        public boolean finished() {
            return trial.status() == Event.Status.FINISHED;
        }
    }

    private record TimelineSpan(StudyArm arm, TrialView trial, Instant end) {}

    /** Empty if no trial ended since the run began. */
    static Optional<TrialTimeline> of(StudyView study, List<StudyArm> arms) {
        List<TimelineSpan> all = arms.stream()
                .flatMap(arm -> arm.trials().stream()
                        .flatMap(trial ->
                                trial
                                        .measured()
                                        .map(took -> new TimelineSpan(
                                                arm, trial, trial.started().plus(took)))
                                        .stream()))
                .sorted(Comparator.comparing((TimelineSpan span) -> span.trial().started())
                        .thenComparing(span -> span.trial().id()))
                .toList();
        List<TimelineSpan> now = all.stream()
                .filter(span -> !span.trial().started().isBefore(study.started()))
                .toList();
        return now.stream()
                .map(TimelineSpan::end)
                .max(Comparator.naturalOrder())
                .map(end -> of(now, study.started(), Duration.between(study.started(), end), all.size() - now.size()));
    }

    private static TrialTimeline of(List<TimelineSpan> spans, Instant start, Duration length, long earlier) {
        List<Instant> lanes = new ArrayList<>();
        List<TimelineBar> bars = new ArrayList<>();
        double scale = WIDTH / StrictMath.max(1.0, length.toMillis());
        for (TimelineSpan span : spans) {
            int lane = 0;
            while (lane < lanes.size() && lanes.get(lane).isAfter(span.trial().started())) {
                lane++;
            }
            if (lane == lanes.size()) {
                lanes.add(span.end());
            } else {
                lanes.set(lane, span.end());
            }
            double x = scale * Duration.between(start, span.trial().started()).toMillis();
            double width =
                    scale * Duration.between(span.trial().started(), span.end()).toMillis();
            bars.add(new TimelineBar(span.arm(), span.trial(), tenths(x), StrictMath.max(1, tenths(width)), lane));
        }
        return new TrialTimeline(bars, lanes.size(), length, earlier);
    }

    private static double tenths(double value) {
        return StrictMath.rint(10 * value) / 10;
    }
}
