package org.recurve.app.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.recurve.api.artifact.Artifact;
import org.recurve.api.event.Event;
import org.recurve.api.report.ReportedStudy;
import org.recurve.api.report.ReportedTrial;
import org.recurve.app.query.TrialSettings;
import org.recurve.reports.answer.StudyResults;
import org.recurve.storage.view.ArtifactView;
import org.recurve.storage.view.StepSeries;
import org.recurve.storage.view.StoreReader;
import org.recurve.storage.view.StudyView;
import org.recurve.storage.view.TrialView;

/** A stored study, as plugins that make sections see it: copies alone, so that none can change what others see. */
record StoredStudyData(StudyView study, StoreReader reader) implements ReportedStudy {
    @Override
    public String name() {
        return study.study();
    }

    @Override
    public String question() {
        return study.question();
    }

    @Override
    public Optional<String> primaryMetric() {
        return Optional.of(StudyResults.of(study).shown().primary()).filter(metric -> !metric.isEmpty());
    }

    @Override
    public List<ReportedTrial> trials() {
        return study.trials().stream()
                .<ReportedTrial>map(trial -> new StoredTrialData(trial, reader))
                .toList();
    }

    private record StoredTrialData(TrialView trial, StoreReader reader) implements ReportedTrial {
        @Override
        public String id() {
            return trial.id();
        }

        @Override
        public String variant() {
            return trial.variant();
        }

        @Override
        public String task() {
            return trial.task();
        }

        @Override
        public long seed() {
            return trial.seed();
        }

        @Override
        public Event.Status status() {
            return trial.status();
        }

        @Override
        public Map<String, Double> metrics() {
            return trial.metrics();
        }

        @Override
        public Map<String, String> settings() {
            return TrialSettings.named(trial.configuration());
        }

        @Override
        public List<ReportedEpoch> epochs() {
            return reader.epochs(trial.id()).stream()
                    .map(epoch -> new ReportedEpoch(epoch.epoch(), epoch.step(), epoch.metrics()))
                    .toList();
        }

        @Override
        public List<String> quantities() {
            return reader.stepNames(List.of(trial.id())).getOrDefault(trial.id(), List.of());
        }

        @Override
        public Optional<ReportedSteps> steps(String quantity) {
            StepSeries series = reader.steps(List.of(trial.id()), quantity).get(trial.id());
            return Optional.ofNullable(series)
                    .map(found -> new ReportedSteps(
                            found.steps().clone(), found.values().clone()));
        }

        @Override
        public List<Artifact> artifacts(String name) {
            return reader.artifacts(trial.id(), name).stream()
                    .map(ArtifactView::artifact)
                    .toList();
        }
    }
}
