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
        double sum = 0; // plain and in order: a stream's sum would compensate
        int count = 0;
        for (TrialEnd trial : trials) {
            if (arm.matches(trial.plan().variant(), trial.plan().task())) {
                Double value = trial.ended().metrics().get(metric);
                if (trial.ended().status() != Status.FINISHED || value == null) {
                    return OptionalDouble.empty();
                }
                sum += value;
                count++;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
