package org.recurve.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event.Status;
import org.recurve.api.report.ReportedStudy;
import org.recurve.api.report.ReportedTrial;

/** A study of two variants and three seeds, for sections of a report. */
record SampleStudy(List<ReportedTrial> trials) implements ReportedStudy {
    private static final String METRIC = "test.accuracy";
    private static final String LOSS = "loss";

    /** Returns a study in which all went well. */
    static SampleStudy finished() {
        return of(Status.FINISHED, 0.5);
    }

    /**
     * Returns a study in which the last trial of each variant ended otherwise.
     *
     * @param last how it ended
     * @param value of its metrics
     */
    static SampleStudy of(Status last, double value) {
        List<ReportedTrial> trials = new ArrayList<>();
        for (String variant : List.of("baseline", "wide")) {
            for (int seed = 0; seed < 3; seed++) {
                boolean odd = seed == 2;
                double score = odd ? value : 0.7 + 0.05 * seed + (variant.equals("wide") ? 0.1 : 0);
                trials.add(new SampleTrial(variant, seed, odd ? last : Status.FINISHED, score));
            }
        }
        return new SampleStudy(trials);
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String question() {
        return "Does width help?";
    }

    @Override
    public Optional<String> primaryMetric() {
        return trials.isEmpty() ? Optional.empty() : Optional.of(METRIC);
    }

    private record SampleTrial(String variant, long seed, Status status, double score) implements ReportedTrial {
        @Override
        public String id() {
            return "sha256:" + variant.charAt(0) + seed + "0".repeat(62);
        }

        @Override
        public String task() {
            return "";
        }

        @Override
        public Map<String, Double> metrics() {
            return status == Status.FINISHED || status == Status.DIVERGED
                    ? Map.of(METRIC, score, "test.loss", 1 - score)
                    : Map.of();
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("train.batch", variant.equals("wide") ? "32" : "16", "train.optimizer", "sgd");
        }

        @Override
        public List<ReportedEpoch> epochs() {
            return status == Status.RUNNING
                    ? List.of()
                    : List.of(
                            new ReportedEpoch(1, 10, Map.of("validation.accuracy", score - 0.1)),
                            new ReportedEpoch(2, 20, Map.of("validation.accuracy", score)));
        }

        @Override
        public List<String> quantities() {
            return List.of(LOSS);
        }

        @Override
        public Optional<ReportedSteps> steps(String quantity) {
            return quantity.equals(LOSS)
                    ? Optional.of(new ReportedSteps(new long[] {1, 2}, new double[] {1, 1 - score}))
                    : Optional.empty();
        }

        @Override
        public List<Artifact> artifacts(String name) {
            return List.of();
        }
    }
}
