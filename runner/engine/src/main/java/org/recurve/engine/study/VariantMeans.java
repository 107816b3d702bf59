package org.recurve.engine.study;

import java.util.List;
import java.util.OptionalDouble;
import org.recurve.api.event.ArmName;
import org.recurve.api.event.Event.Status;
import org.recurve.engine.spec.Expectation;
import org.recurve.engine.study.StudyResult.TrialEnd;

/** Means over the seeds of a variant ({@code baseline}), or of a variant on one task ({@code baseline/short}). */
record VariantMeans(List<TrialEnd> trials) implements Expectation.MeanSource {
    @Override
    public OptionalDouble of(String metric, ArmName arm) {
        List<TrialEnd> own = trials.stream()
                .filter(trial ->
                        arm.matches(trial.plan().variant(), trial.plan().task()))
                .toList();
        boolean whole = own.stream()
                .allMatch(trial -> trial.ended().status() == Status.FINISHED
                        && trial.ended().metrics().containsKey(metric));
        double sum = 0; // plain and in order: a stream's sum would compensate
        for (TrialEnd trial : whole ? own : List.<TrialEnd>of()) {
            sum += trial.ended().metrics().getOrDefault(metric, Double.NaN);
        }
        return own.isEmpty() || !whole ? OptionalDouble.empty() : OptionalDouble.of(sum / own.size());
    }
}
